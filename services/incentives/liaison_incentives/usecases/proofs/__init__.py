"""Explain amounts, and prove them to people who trust neither us nor our database."""
