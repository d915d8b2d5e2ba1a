"""List the kinds of document in lists, with their filters and roles."""
