"""How the services say it: log, feed, requests, editions, plugins. Knows no domain word."""
