"""Import many rows from an uploaded file, in batches that survive a crash."""
