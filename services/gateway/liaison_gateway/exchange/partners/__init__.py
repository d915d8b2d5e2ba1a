"""Connect partner bodies in their own formats; each is a plugin."""
