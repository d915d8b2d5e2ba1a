"""Read an office's roster of existing stations, and return it with its faults."""
