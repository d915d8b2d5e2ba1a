"""Accept and serve files: what is accepted, who may read it, when it is deleted."""
