"""Say who uses the developer portal: who reads it, and who keeps systems of their own."""

from __future__ import annotations

from liaison_gateway.rights import OWN, SEES_ALL

READERS = (*SEES_ALL, *OWN, "finance", "finance_prepare", "city_government")
ACTORS = (*(role for role in SEES_ALL if role != "auditor"), *OWN, "finance")
"""An auditor reads all and changes nothing."""
