"""Replay a year book on an instance, and collect and report its results."""
