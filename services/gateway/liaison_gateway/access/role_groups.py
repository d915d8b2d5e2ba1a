"""Say who uses the developer portal: who reads it, and who keeps systems of their own."""

from __future__ import annotations

from liaison_gateway.access.rights import OWN, SEES_ALL

OTHERS = ("sector_department", "city_government", "host", "reviewer")
"""Give commands as well, and keep no systems."""
READERS = (*SEES_ALL, *OWN, *OTHERS, "finance", "finance_prepare")
ACTORS = (*(role for role in SEES_ALL if role != "auditor"), *OWN, "finance")
"""An auditor reads all and changes nothing."""
HOLDERS = (*ACTORS, *OTHERS)
"""Whoever gives commands may ask for a key: without one a live instance hears none of theirs."""
