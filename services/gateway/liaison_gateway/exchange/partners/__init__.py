"""Let partner bodies report and be told in their own words: each is a plugin."""
