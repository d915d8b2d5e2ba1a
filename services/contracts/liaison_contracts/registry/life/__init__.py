"""Define messages about existing stations: changes, statements, incidents (Articles 8 to 10)."""
