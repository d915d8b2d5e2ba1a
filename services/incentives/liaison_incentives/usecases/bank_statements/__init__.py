"""Compare bank statements with settlements: read, match, import, report."""
