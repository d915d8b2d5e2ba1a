"""Manage a station between its plaque and its end (Articles 8 to 10 and 12)."""
