"""Decide who sees which rows: offices see all, departments and stations their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from liaison_contracts.roles import CITY_READERS, FINANCE
from liaison_kit.claims import Caller

IMPLIED = {"finance_approve": FINANCE}
"""`finance` is held by finance's system; `finance_prepare` looks and enters, `finance_approve`

confirms.
"""
Scope = dict[str, list[str]]
SEAT = "seat"


def is_only_reviewer(caller: Caller) -> bool:
    """Return whether a caller acts only through panel seats and for no organisation."""
    return set(caller.roles) == {"reviewer"}


def with_implied(roles: Iterable[str]) -> tuple[str, ...]:
    """Return roles with those that they include.

    >>> with_implied(["finance_approve"])
    ('finance_approve', 'finance')
    """
    found = list(roles)
    return (
        *found,
        *(more for role in found for more in IMPLIED.get(role, ()) if more not in found),
    )


def scope_of(caller: Caller) -> Scope:
    """Return the restriction of a caller's view: own department, stations and applications.

    An empty scope sees everything. A caller who is only a reviewer sees the applications on whose
    panel they sit, not those of their organisation (Article 7).
    """
    if set(caller.roles) & set(CITY_READERS):
        return {}
    if is_only_reviewer(caller):
        return {SEAT: [caller.sub]}
    orgs = (caller.org, *caller.mandates)
    stations = [org.removeprefix("station/") for org in orgs if org.startswith("station/")]
    return {"department": list(orgs), "station_code": stations, "applicant": list(orgs)}


def may_see(found: dict[str, Any], scope: Scope) -> bool:
    """Return whether a document lies within a scope of `scope_of`."""
    if not scope:
        return True
    if SEAT in scope:
        return bool(set(scope[SEAT]) & set(found.get("sitting", ())))
    department = found.get("department") or found.get("guiding_department")
    return (
        department in scope["department"]
        or found.get("station_code") in scope["station_code"]
        or (found.get("applicant_org") or found.get("reported_by")) in scope["applicant"]
    )
