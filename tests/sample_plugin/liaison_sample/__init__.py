"""Take part in the talent liaison stations from outside."""
