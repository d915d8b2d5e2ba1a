"""Read the evidence of records, and mask personal data."""
