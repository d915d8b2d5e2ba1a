"""Hand over released payouts: by event to finance, or as a file for a bank."""
