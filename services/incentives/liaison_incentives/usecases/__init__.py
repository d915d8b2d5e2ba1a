"""Implement incentives' use cases."""
