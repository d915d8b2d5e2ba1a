"""Version 1: commands go to their service, lists come from the read model."""
