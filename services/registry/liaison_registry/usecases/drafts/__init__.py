"""Manage draft applications, their revisions, and the approvals based on them (Articles 4 to 7)."""
