"""Create a demo city, serve it, and replay year books."""
