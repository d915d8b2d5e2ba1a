"""Provide settings, logs, metrics, traces, health checks and migrations."""
