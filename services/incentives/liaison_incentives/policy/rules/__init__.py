"""Provide the incentive rules, one module per clause (Articles 13 and 14)."""
