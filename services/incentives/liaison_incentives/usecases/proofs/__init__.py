"""Say why an amount is what it is, and prove it to people who trust neither us nor our database."""
