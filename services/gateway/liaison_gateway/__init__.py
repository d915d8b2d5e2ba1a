"""Serve the web, partner bodies and finance; no rule of the regulation is in it."""
