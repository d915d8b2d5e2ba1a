"""Read the lines of a transmission, reporting all faults together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_gateway.exchange.partners.body import DutyReport

REFERENCE = re.compile(r"[^\s\x00-\x1f]{1,60}")
LONGEST_EVIDENCE = 2000
Faults = dict[str, Any]
FIELDS = ("reference", "station", "duty_type", "occurred_on", "reported_on", "evidence")


def read_lines(
    lines: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    duties: Mapping[str, str],
    day: Callable[[str], date],
    place: str,
    largest: int,
) -> tuple[DutyReport, ...]:
    """Return the reports in the lines, or refuse all of them with every fault.

    `names` maps each field of `FIELDS` to the body's name, `duties` each of its words to a duty
    type, `day` parses its dates or raises `ValueError` with an example, and `place` names the list
    in a fault's pointer.

    Raises:
        Invalid: naming each line, field and what it needs.
    """
    if not 1 <= len(lines) <= largest:
        raise Invalid(
            "invalid_batch",
            faults={place: [fault("reports", most=largest, found=len(lines))]},
            places=[place],
        )
    faults: Faults = {}
    seen: set[str] = set()
    reports = []
    for number, line in enumerate(lines):
        found: Faults = {}
        report = _read_line(line, names, duties, day, found)
        if report is not None and report.reference in seen:
            found[names["reference"]] = [fault("twice")]
        if found or report is None:
            faults[str(number)] = found
            continue
        seen.add(report.reference)
        reports.append(report)
    if faults:
        raise Invalid(
            "invalid_batch",
            faults={place: faults},
            places=sorted(f"{place}/{number}" for number in faults),
        )
    return tuple(reports)


def _read_line(
    line: Mapping[str, Any],
    names: Mapping[str, str],
    duties: Mapping[str, str],
    day: Callable[[str], date],
    faults: Faults,
) -> DutyReport | None:
    for name in sorted(set(line) - set(names.values())):
        faults[str(name)] = [fault("unknown")]
    values: dict[str, Any] = {}
    for field in FIELDS:
        text = line.get(names[field])
        if not isinstance(text, str) or not text.strip():
            faults[names[field]] = [fault("filled_in")]
        else:
            values[field] = text.strip()
    for field in ("occurred_on", "reported_on"):
        if field in values:
            try:
                values[field] = day(values[field])
            except ValueError as error:
                faults[names[field]] = [fault("day_like", example=str(error))]
    _check_words(values, names, duties, faults)
    return None if faults else DutyReport(**values)


def _check_words(
    values: dict[str, Any], names: Mapping[str, str], duties: Mapping[str, str], faults: Faults
) -> None:
    word = values.get("duty_type")
    if word is not None and word not in duties:
        faults[names["duty_type"]] = [fault("choice", choices=list(duties))]
    values["duty_type"] = duties.get(word or "", "")
    if "reference" in values and not REFERENCE.fullmatch(values["reference"]):
        faults[names["reference"]] = [fault("reference", most=60)]
    if len(values.get("evidence", "")) > LONGEST_EVIDENCE or "\x00" in values.get("evidence", ""):
        faults[names["evidence"]] = [fault("length", least=1, most=LONGEST_EVIDENCE)]
