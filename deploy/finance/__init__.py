"""Provide an example of finance's side: receiving and answering payment requests."""
