"""Keep the natives directory: personal data, sealed, masked, looked at for a purpose (11(2))."""
