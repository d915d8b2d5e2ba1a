"""Read tables that people send, CSV or `.xlsx`, by one set of rules for every door."""
