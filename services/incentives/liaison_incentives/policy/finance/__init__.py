"""Judge what finance and the bank say about payments (Article 3)."""
