"""Tell the history of a station from the log, in sentences that a person can read."""
