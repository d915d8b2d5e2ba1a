"""Load the law in force: editions, the policy register, and reforms applied to them."""
