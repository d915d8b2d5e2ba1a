"""Read what proves a record: texts, links and files, and what it may show of a person."""
