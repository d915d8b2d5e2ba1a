"""Check the docs: links, decisions, and the figures of the page on the second storey."""
