"""Review together: rounds, reviewers with their ties, panels, opinions, visits (Article 7)."""
