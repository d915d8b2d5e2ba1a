"""Articles 2 to 10: who is a station."""
