"""Bring the kit's own tables forward, step by step."""
