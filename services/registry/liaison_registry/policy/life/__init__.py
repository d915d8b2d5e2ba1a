"""State the rules for a station from its plaque to its end (Articles 8 to 10 and 12)."""
