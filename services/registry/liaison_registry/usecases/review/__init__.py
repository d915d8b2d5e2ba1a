"""Manage the joint review: rounds, reviewers and ties, panels, opinions, visits (Article 7)."""
