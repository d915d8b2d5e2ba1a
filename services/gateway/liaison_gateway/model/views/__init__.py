"""List the kinds of document that lists show, with their filters and who sees them."""
