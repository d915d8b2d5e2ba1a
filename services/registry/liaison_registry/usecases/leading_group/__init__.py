"""Submit cases to the leading group and record its minutes and waivers (Articles 5(2) and 7)."""
