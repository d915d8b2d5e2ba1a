"""Import stations that are older than the software, and publish plaques (Articles 7 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from stdnum.cn import uscc

from liaison_contracts.message import dump
from liaison_contracts.reasons import Reason, reason
from liaison_contracts.registry import (
    ImportStations,
    ImportStationsAnswer,
    PlaqueGranted,
    StationEntry,
    StationResult,
)
from liaison_kit.claims import hash_of
from liaison_registry.context import Work
from liaison_registry.tables import Station
from liaison_registry.usecases.review import ties

OF_TIES = ("address", "contact_phone", "head_document_number")
"""Fields that are stored as ties of the host, not with the station."""
AT_ONCE = 1_000
"""The number of codes in one query."""


def bring_in(work: Work, body: ImportStations) -> ImportStationsAnswer:
    """Import stations as active (A52), with one answer each; an equal station changes nothing.

    Past facts are accepted as they are: a credit code with a wrong check digit gets a remark, and
    the rule on one station per city is not applied again.
    """
    codes = [entry.station_code for entry in body.stations]
    rows = work.session.scalars(select(Station).where(Station.station_code.in_(codes)))
    known: dict[str, str | None] = {row.station_code: row.imported_sha256 for row in rows}
    fresh: list[StationEntry] = []
    results = []
    for entry in body.stations:
        sha256 = sha256_of(entry)
        if entry.station_code not in known:
            known[entry.station_code] = sha256
            fresh.append(entry)
        results.append(_result(entry, known[entry.station_code] == sha256))
    _insert(work, fresh)
    taken = (
        entry
        for entry, each in zip(body.stations, results, strict=True)
        if each.state == "accepted"
    )
    ties.add_hosts(work, taken)
    return ImportStationsAnswer(results=tuple(results))


def compare(work: Work, entries: Sequence[StationEntry]) -> list[str]:
    """Return for each entry whether it is `new`, the `same` as on record, or `differs`."""
    codes = [entry.station_code for entry in entries]
    known: dict[str, str | None] = {}
    for first in range(0, len(codes), AT_ONCE):
        query = select(Station.station_code, Station.imported_sha256).where(
            Station.station_code.in_(codes[first : first + AT_ONCE])
        )
        known |= {row.station_code: row.imported_sha256 for row in work.session.execute(query)}
    return [
        "new"
        if entry.station_code not in known
        else "same"
        if known[entry.station_code] == sha256_of(entry)
        else "differs"
        for entry in entries
    ]


def hosts_on_record(work: Work, credit_codes: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the station of each host and city on record, by credit code and city."""
    found: dict[tuple[str, str], str] = {}
    for first in range(0, len(credit_codes), AT_ONCE):
        query = select(Station.credit_code, Station.city_code, Station.station_code).where(
            Station.credit_code.in_(credit_codes[first : first + AT_ONCE])
        )
        found |= {(row[0], row[1]): row[2] for row in work.session.execute(query)}
    return found


def departments_on_record(work: Work) -> set[str]:
    """Return the departments that guide a station."""
    return set(work.session.scalars(select(Station.guiding_department).distinct()))


def sha256_of(entry: StationEntry) -> str:
    """Return the hash of a station's record, without the ties of its host."""
    return hash_of({name: value for name, value in dump(entry).items() if name not in OF_TIES})


def tell_plaque(work: Work, station: Station) -> None:
    """Publish that a station has its plaque, from that day on."""
    event = PlaqueGranted(
        station_code=station.station_code,
        application_code=station.application_code,
        host_ref=station.host_ref,
        host_name=station.host_name,
        host_kind=station.host_kind,
        credit_code=station.credit_code,
        city_code=station.city_code,
        guiding_department=station.guiding_department,
        head_ref=station.head_ref,
        liaison_ref=station.liaison_ref,
        plaque_no=station.plaque_no,
        approval_no=station.approval_no,
        plaque_granted_on=station.plaque_granted_on,
        imported=station.imported_sha256 is not None,
    )
    work.record(event, effective_on=station.plaque_granted_on)


def _insert(work: Work, entries: Iterable[StationEntry]) -> None:
    stations = [_station(work, entry) for entry in entries]
    work.session.add_all(stations)
    for station in stations:
        tell_plaque(work, station)


def _station(work: Work, entry: StationEntry) -> Station:
    values: dict[str, Any] = {
        name: getattr(entry, name)
        for name in StationEntry.__dataclass_fields__
        if name not in OF_TIES
    }
    host_ref = work.context.vault.host_ref(entry.credit_code)
    sha256 = sha256_of(entry)
    return Station(**values, host_ref=host_ref, imported_sha256=sha256, state="active")


def _result(entry: StationEntry, is_same: bool) -> StationResult:
    if not is_same:
        why = reason("station_on_record_otherwise", "7", station_code=entry.station_code)
        return StationResult(station_code=entry.station_code, state="refused", reasons=(why,))
    remarks: tuple[Reason, ...] = ()
    if not uscc.is_valid(entry.credit_code):
        remarks = (reason("credit_code_wrong", "5(2)", credit_code=entry.credit_code),)
    return StationResult(station_code=entry.station_code, state="accepted", reasons=remarks)
