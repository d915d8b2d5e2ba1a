"""State the rules of Articles 2 to 10 and 15: who is a station, and when it stops being one."""
