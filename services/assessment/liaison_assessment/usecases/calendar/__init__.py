"""Manage tasks, deadlines, reminders, and what a station still owes."""
