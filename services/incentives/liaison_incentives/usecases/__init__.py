"""What incentives can do, by noun: accounts, batches, payouts, recruitments, spending, the day."""
