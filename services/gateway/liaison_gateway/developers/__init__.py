"""Serve engineers who integrate: the developer portal and the sandboxes of test keys."""
