"""Define the year book as files: its sheets, reading them, and exporting an instance."""
