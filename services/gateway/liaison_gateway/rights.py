"""Say who sees which rows: offices see all, departments and stations their own."""

from __future__ import annotations

from typing import Any

from liaison_kit.claims import Caller

SEES_ALL = ("talent_office", "leading_group", "auditor", "ops")
OWN = ("guiding_department", "station_head", "liaison_officer")
EVERYWHERE = frozenset({*SEES_ALL, "city_government", "finance", "replay"})
Scope = dict[str, list[str]]


def scope_of(caller: Caller) -> Scope:
    """Return what narrows a caller's view: own department, own stations; empty sees all."""
    if set(caller.roles) & EVERYWHERE:
        return {}
    orgs = (caller.org, *caller.mandates)
    stations = [org.removeprefix("station/") for org in orgs if org.startswith("station/")]
    return {"department": list(orgs), "station_code": stations}


def may_see(found: dict[str, Any], scope: Scope) -> bool:
    """Tell whether a document lies within a scope of `scope_of`."""
    if not scope:
        return True
    department = found.get("department") or found.get("guiding_department")
    return department in scope["department"] or found.get("station_code") in scope["station_code"]
