"""Define permissions on the broker."""
