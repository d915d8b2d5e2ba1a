"""Give auditors what they need to check us without us."""
