"""Maintain the read model from events, so that reading needs no service."""
