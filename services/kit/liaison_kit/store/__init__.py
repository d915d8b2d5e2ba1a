"""Open the database, write many rows at once, keep files, and seal personal data."""
