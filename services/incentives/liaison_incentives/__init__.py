"""Articles 13 and 14: what a station earns and how it is paid."""
