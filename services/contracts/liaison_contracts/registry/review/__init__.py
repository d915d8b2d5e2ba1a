"""Define messages about review and deliberation of applications (Articles 6 and 7)."""
