"""Know who calls and what they may do: accounts, keys, sessions, factors, rights, idempotency."""
