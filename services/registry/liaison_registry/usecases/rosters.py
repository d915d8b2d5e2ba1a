"""Import the stations of an office's roster, all or none (A52, Article 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stdnum.cn import uscc

from liaison_contracts.errors import Invalid
from liaison_contracts.message import load
from liaison_contracts.reasons import Fault, fault
from liaison_contracts.registry import (
    ImportRoster,
    ImportStations,
    RosterAnswer,
    RosterFault,
    StationEntry,
)
from liaison_contracts.sheets.table import Row
from liaison_kit.person_numbers import eighteen_signs, is_resident_number
from liaison_kit.store.vault import plain_number
from liaison_registry.context import Work
from liaison_registry.roster.columns import code_of, known_departments
from liaison_registry.roster.reader import read_rows
from liaison_registry.roster.workbook import faults_workbook
from liaison_registry.usecases import stations

MOST_FAULTS = 1_000
"""The most faults in an answer; the workbook has all of them."""
LARGEST_WORKBOOK = 32 * 1024 * 1024
Faults = dict[int, list[tuple[str, Fault]]]


def bring_in(work: Work, body: ImportRoster) -> RosterAnswer:
    """Read a roster and import its stations; change nothing on any fault or on a dry run.

    Every fault of every row is reported together, and is next to its row in a workbook of faults.

    Raises:
        NotFound: for a file that was not uploaded.
        Invalid: for a file that is not a roster, with the faults of the whole file.
    """
    with work.context.blobs.open(body.sha256) as file:
        rows = read_rows(file)
    if not rows:
        raise Invalid("roster_without_rows", faults={"sha256": [fault("no_rows")]})
    faults: Faults = {row.number: list(row.faults) for row in rows}
    entries = {row.number: _entry(work, row, faults) for row in rows}
    _find_twice(rows, faults)
    good = {number: entry for number, entry in entries.items() if entry and not faults[number]}
    known = _compare(work, good, faults)
    _find_known_hosts(work, {n: entry for n, entry in good.items() if n not in known}, faults)
    _find_unknown_departments(work, good, faults)
    wrong = {number: found for number, found in faults.items() if found}
    if not wrong and not body.dry_run:
        stations.bring_in(work, ImportStations(stations=tuple(good.values())))
    return _answer(work, body, rows, wrong, len(good) - len(known))


def _entry(work: Work, row: Row, faults: Faults) -> StationEntry | None:
    """Return the station of a row, and collect the faults of the row."""
    found = faults[row.number]
    if not row.cells:
        return None
    values = {name: code_of(name, text) for name, text in row.cells.items() if text}
    seen = {name for name, _ in found}
    try:
        entry = load(StationEntry, values)
    except Invalid as error:
        found += [
            (str(name), each)
            for name, several in error.faults.items()
            for each in several
            if name not in seen
        ]
        return None
    if "credit_code" not in seen and not uscc.is_valid(entry.credit_code):
        found.append(("credit_code", fault("check_digit")))
    number = entry.head_document_number
    if number and not is_resident_number(eighteen_signs(plain_number(number))):
        found.append(("head_document_number", fault("check_digit_of_card")))
    if entry.plaque_granted_on > work.today:
        found.append(("plaque_granted_on", fault("not_after", day=work.today)))
    return entry


def _find_twice(rows: Sequence[Row], faults: Faults) -> None:
    for name in ("station_code", "plaque_no"):
        count = Counter(row.cells.get(name, "") for row in rows)
        for row in rows:
            value = row.cells.get(name, "")
            if value and count[value] > 1:
                several = fault("in_several_rows", value=value, rows=count[value])
                faults[row.number].append((name, several))


def _compare(work: Work, entries: dict[int, StationEntry], faults: Faults) -> set[int]:
    """Collect rows that differ from a recorded station; return those already on record."""
    same = set()
    states = stations.compare(work, list(entries.values()))
    for number, state in zip(entries, states, strict=True):
        if state == "differs":
            faults[number].append(("station_code", fault("on_record_otherwise")))
        if state != "new":
            same.add(number)
    return same


def _find_known_hosts(work: Work, entries: dict[int, StationEntry], faults: Faults) -> None:
    """Collect new stations of a host that has one in the same city, on record or in the file."""
    on_record = stations.hosts_on_record(work, [entry.credit_code for entry in entries.values()])
    count = Counter((entry.credit_code, entry.city_code) for entry in entries.values())
    for number, entry in entries.items():
        host = entry.credit_code, entry.city_code
        if host in on_record:
            faults[number].append(
                ("credit_code", fault("host_on_record", station_code=on_record[host]))
            )
        elif count[host] > 1:
            several = fault("in_several_rows", value=entry.credit_code, rows=count[host])
            faults[number].append(("credit_code", several))


def _find_unknown_departments(work: Work, entries: dict[int, StationEntry], faults: Faults) -> None:
    """Collect departments that have no word here and guide no station on record (Article 3)."""
    known = known_departments()
    on_record = stations.departments_on_record(work)
    for number, entry in entries.items():
        if entry.guiding_department not in known and entry.guiding_department not in on_record:
            named = sorted({*known.values(), *(on_record - known.keys())})
            faults[number].append(("guiding_department", fault("department_unknown", known=named)))


def _answer(
    work: Work, body: ImportRoster, rows: Sequence[Row], wrong: Faults, new: int
) -> RosterAnswer:
    listed = [
        RosterFault(row=number, column=name, fault=each)
        for number, found in wrong.items()
        for name, each in found
    ]
    workbook = None
    if wrong:
        content = faults_workbook(rows, wrong)
        workbook = work.context.blobs.add([content], LARGEST_WORKBOOK).sha256
    return RosterAnswer(
        rows=len(rows),
        new_stations=0 if wrong else new,
        state="refused" if wrong else "checked" if body.dry_run else "imported",
        faults=tuple(listed[:MOST_FAULTS]),
        faults_found=len(listed),
        workbook_sha256=workbook,
    )
