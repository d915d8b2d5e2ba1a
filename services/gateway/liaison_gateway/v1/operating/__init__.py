"""Operate the instance: its days, its logs, events that wait for a person."""
