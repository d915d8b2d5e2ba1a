"""Keep applications while they grow and change, and what approvals rest on (Articles 4 to 7)."""
