"""Bring data in and out: webhooks, imports, partner bodies, calendar feeds, files, sheets."""
