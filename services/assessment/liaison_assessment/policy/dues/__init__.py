"""Determine what a station still owes: periods, deadlines, extensions, reminders (Article 11)."""
