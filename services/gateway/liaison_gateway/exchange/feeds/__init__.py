"""Give each station's calendar as a feed that calendar programs read by a token."""
