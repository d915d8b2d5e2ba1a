"""Assemble a gateway process: the app, the event consumer, the embedded instance."""
