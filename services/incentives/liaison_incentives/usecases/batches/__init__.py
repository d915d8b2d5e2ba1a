"""Take a list of payable awards from its seal to the order to pay."""
