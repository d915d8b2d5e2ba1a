"""Hold the words of lists, events and places that people read."""
