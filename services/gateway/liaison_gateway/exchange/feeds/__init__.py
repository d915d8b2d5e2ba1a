"""Serve each station's calendar as a feed that calendar programs read with a token."""
