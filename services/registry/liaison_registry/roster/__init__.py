"""Read a roster of existing stations as an office keeps it, and give it back with its faults."""
