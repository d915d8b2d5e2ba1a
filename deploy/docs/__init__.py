"""Check the docs: links, decisions, wording, and figures of the page on the second storey."""
