"""Decide who may act for a station: its own people, and its guiding department (Article 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from liaison_assessment.context import Work
from liaison_assessment.tables import Station
from liaison_contracts.errors import Forbidden
from liaison_kit.claims import Caller

OF_A_STATION = ("station_head", "liaison_officer")
TALENT_OFFICE, GUIDING_DEPARTMENT = "talent_office", "guiding_department"
SEES_ALL = {TALENT_OFFICE, "leading_group", "auditor"}

_STATIONS = select(Station).where(Station.station_code.in_(bindparam("codes", expanding=True)))


def find_stations(work: Work, codes: Iterable[str]) -> dict[str, Station]:
    """Return the stations whose plaque is known here, by code."""
    found = work.session.scalars(_STATIONS, {"codes": list(set(codes))})
    return {station.station_code: station for station in found}


def organisations_of(caller: Caller) -> list[str]:
    """Return the organisations a caller acts for."""
    return [caller.org, *caller.mandates]


def is_theirs(organisations: Iterable[str], station_code: str, station: Station | None) -> bool:
    """Return whether one of the organisations is the station or its guiding department."""
    mine = set(organisations)
    own = f"station/{station_code}" in mine
    return own or (station is not None and station.guiding_department in mine)


def require_rights(caller: Caller, codes: Iterable[str], stations: Mapping[str, Station]) -> None:
    """Refuse an act for a station that the caller may not act for.

    A guiding department may act before the plaque is known here; its right is checked again then.

    Raises:
        Forbidden: naming the stations.
    """
    mine = organisations_of(caller)
    waits = GUIDING_DEPARTMENT in caller.roles
    strange = sorted(
        code
        for code in set(codes)
        if not (is_theirs(mine, code, stations.get(code)) or (waits and code not in stations))
    )
    if strange:
        raise Forbidden("not_your_station", stations=strange[:5])


def may_see_station(work: Work, station_code: str, entered_for: Iterable[str] = ()) -> bool:
    """Return whether a caller may read data of a station.

    `entered_for` are the organisations that entered it, for a station whose plaque is not known
    yet.
    """
    if set(work.caller.roles) & SEES_ALL:
        return True
    mine, station = organisations_of(work.caller), work.session.get(Station, station_code)
    return is_theirs(mine, station_code, station) or (
        station is None and bool(set(mine) & set(entered_for))
    )
