"""Tell others by webhook (Standard Webhooks 1.0): in order, signed, and until they have heard."""
