"""Keep what the services told as read-optimised views, so that reading asks no service."""
