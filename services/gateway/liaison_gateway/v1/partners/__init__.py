"""Serve connected systems: partner bodies, webhooks and sandboxes."""
