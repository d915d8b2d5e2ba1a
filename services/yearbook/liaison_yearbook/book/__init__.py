"""The year book as files: its sheets, how they are read, and how an instance is written as one."""
