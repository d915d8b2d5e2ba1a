"""Check the six conditions of Article 5, each by a check that can be replaced by name."""
