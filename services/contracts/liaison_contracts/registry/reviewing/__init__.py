"""Say how applications are reviewed and deliberated (Articles 6 and 7)."""
