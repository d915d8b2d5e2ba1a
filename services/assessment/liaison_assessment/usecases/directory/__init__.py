"""Manage the natives directory: encrypted, masked, revealed for a purpose (11(2))."""
