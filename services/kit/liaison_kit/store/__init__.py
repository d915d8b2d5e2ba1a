"""Open the database, write many rows at once, store files, and encrypt personal data."""
