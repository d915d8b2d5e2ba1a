"""Deliver webhooks (Standard Webhooks 1.0): in order, signed, until they arrive."""
