"""Decide which events a caller may receive: the same rows that lists show them."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.message import event_type_of
from liaison_contracts.roles import CITY_GOVERNMENT, HISTORY_READERS
from liaison_gateway.access.rights import may_see, scope_of
from liaison_gateway.model.documents import department_of
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_kit.claims import Caller

STATION = "station/"
FINANCE = "payout."


def may_be_told(session: Session, caller: Caller, envelope: dict[str, Any]) -> bool:
    """Return whether a caller may receive an event."""
    roles, kind = set(caller.roles), str(envelope["type"])
    if roles & set(HISTORY_READERS):
        return True
    if roles & _roles_of_all_rows(kind):
        return True
    if "finance" in roles and kind.startswith(FINANCE):
        return True
    scope = scope_of(caller)
    return bool(scope) and may_see(_row_of(session, envelope), scope)


@cache
def _roles_of_all_rows(kind: str) -> frozenset[str]:
    """Return the roles that see every row of a type, without restriction."""
    found: set[str] = set()
    for view in VIEWS:
        if kind in {event_type_of(event).type for event in view.events}:
            everybody = set(CITY_GOVERNMENT) & set(view.roles)
            found |= everybody if view.narrowed else set(view.roles)
    return frozenset(found)


def _row_of(session: Session, envelope: dict[str, Any]) -> dict[str, Any]:
    data, subject = envelope["data"], str(envelope["subject"])
    station = data.get("station_code") or ""
    if not station and subject.startswith(STATION):
        station = subject.removeprefix(STATION)
    department = data.get("guiding_department") or ""
    if station and not department:
        department = department_of(session, station)
    reporter = data.get("reported_by") or ""
    return {"station_code": station, "department": department, "reported_by": reporter}
