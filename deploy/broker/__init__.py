"""Say who may do what on the broker."""
