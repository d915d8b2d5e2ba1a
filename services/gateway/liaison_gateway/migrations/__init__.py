"""Migrate the service's tables."""
