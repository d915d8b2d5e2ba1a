"""Manage an instance's mode, its clock, and the closing of its days."""
