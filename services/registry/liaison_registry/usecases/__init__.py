"""Implement the registry's use cases, each in one transaction."""
