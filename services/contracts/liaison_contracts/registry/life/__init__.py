"""Say what happens in the life of a station: changes, statements, incidents (Articles 8 to 10)."""
