"""Bring the service's tables forward, step by step."""
