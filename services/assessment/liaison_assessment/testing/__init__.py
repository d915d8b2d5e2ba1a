"""Provide conformance tests for plugins of assessment."""
