"""Compare what the bank booked with what was settled: read, match, import, report."""
