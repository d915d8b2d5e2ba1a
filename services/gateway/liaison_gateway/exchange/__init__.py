"""Exchange data: webhooks, imports, partner bodies, calendar feeds, files, sheets."""
