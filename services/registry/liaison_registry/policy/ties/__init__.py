"""Normalise names, addresses and numbers so that equal meanings have equal forms."""
