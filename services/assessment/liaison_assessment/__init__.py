"""Articles 11 and 12: what a station did, and its grade."""
