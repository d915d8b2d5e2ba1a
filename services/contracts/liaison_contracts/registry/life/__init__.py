"""Define messages about existing stations: changes, defences, incidents (Articles 8 to 10)."""
