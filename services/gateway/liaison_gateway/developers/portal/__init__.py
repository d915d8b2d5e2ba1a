"""Serve the developer portal for engineers of partner bodies."""
