"""Provide what auditors need to check a payment independently."""
