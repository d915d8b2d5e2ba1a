"""Know who calls: keys with terms, sessions that can be ended, second factors, lock-out."""
