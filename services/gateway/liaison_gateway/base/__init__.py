"""Provide what all other packages use: the process context, settings, problems, strict JSON."""
