"""Identify callers and their rights: accounts, keys, sessions, second factors, idempotency."""
