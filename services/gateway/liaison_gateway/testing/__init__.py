"""Provide conformance tests for plugins of the gateway."""
