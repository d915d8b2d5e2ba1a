"""Follow payments: accounts, payouts, and what finance reports."""
