"""Say what Articles 2 to 10 and 15 ask: who is a station, and when it ceases to be one."""
