"""Define the comparison of bank statements with settled payments (Article 3)."""
