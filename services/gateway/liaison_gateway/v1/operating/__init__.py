"""Operate the instance: its days, its logs, parked events."""
