"""Read and write messages as JSON: fields with their limits, schemas, and a fast path."""
