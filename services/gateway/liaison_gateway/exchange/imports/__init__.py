"""Take many rows at once from an uploaded file, in batches that survive a crash."""
