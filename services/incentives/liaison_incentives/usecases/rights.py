"""Restrict callers to their own: departments to the stations they guide, stations to themselves."""

from __future__ import annotations

from collections.abc import Iterable

from liaison_contracts.errors import Forbidden, NotFound
from liaison_incentives.context import Work
from liaison_incentives.tables import Station
from liaison_incentives.tables.base import AnyRow
from liaison_kit.claims import Caller

EVERYWHERE = {"talent_office", "leading_group", "finance", "finance_prepare", "auditor"}


def orgs_of(caller: Caller) -> set[str]:
    """Return the organisations a caller acts for."""
    return {caller.org, *caller.mandates}


def find_station(work: Work, station_code: str) -> Station:
    """Return a station that the caller belongs to, guides, or sees by their office.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    found = work.session.get(Station, station_code)
    if found is None or not may_see(work.caller, found):
        raise NotFound("station_unknown")
    return found


def may_see(caller: Caller, station: Station) -> bool:
    """Return whether a station is the caller's own, guided by them, or visible by their office."""
    own = {f"station/{station.station_code}", station.guiding_department}
    return bool(EVERYWHERE & set(caller.roles)) or bool(own & orgs_of(caller))


def require_outsider(caller: Caller, stations: Iterable[Station | AnyRow]) -> None:
    """Refuse a step of a payment to people of a station that it pays (Article 3).

    Any row that names a station and its people will do.
    """
    orgs = orgs_of(caller)
    for station in stations:
        people = (station.head_ref, station.liaison_ref)
        if f"station/{station.station_code}" in orgs or caller.sub in people:
            raise Forbidden("payee_side", station=station.station_code)
