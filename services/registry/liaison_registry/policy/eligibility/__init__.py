"""Check the six conditions of Article 5 with checks that plugins can replace by name."""
