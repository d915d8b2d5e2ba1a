"""Load the law in force: editions, the policy register, and reforms laid over them."""
