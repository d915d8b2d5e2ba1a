"""Help others to test what they add to assessment."""
