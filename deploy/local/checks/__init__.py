"""Check what no other tool checks."""
