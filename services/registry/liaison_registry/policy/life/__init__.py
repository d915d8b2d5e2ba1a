"""Say what happens to a station after its plaque, and how it ends (Articles 8 to 10 and 12)."""
