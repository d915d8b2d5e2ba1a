"""Play a year book on an instance, as a client of its gateway, and write down what came of it.

The client knows the contracts and an HTTP client, and no service: whatever a book can do, an
office can do by hand.
"""
