"""The web, partner bodies and finance. No rule of the regulation is in it."""
