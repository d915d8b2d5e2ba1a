"""Keep the living calendar: tasks, deadlines, reminders, and what a station still owes."""
