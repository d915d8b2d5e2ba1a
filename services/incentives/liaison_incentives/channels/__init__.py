"""Hand released payouts over: by event to finance, or as a file for a bank."""
