"""Keep events as read-optimised views, so that reading asks no service."""
