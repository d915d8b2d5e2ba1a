"""Bring stations into a system, extend the trial, and let both sides look at a change."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts.registry import (
    ImportStations,
    RecordTrialExtension,
    StationEntry,
    SubmitChangeEvaluation,
)
from tests.integration.registry.system import (
    DAY,
    DEPARTMENT,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_credit_code,
)


def a_station_entry(code: str = "LZ-001", **changes: Any) -> StationEntry:
    values: dict[str, Any] = {
        "station_code": code,
        "host_name": "北京泸州商会",
        "host_kind": "chamber_abroad",
        "credit_code": a_credit_code(),
        "city_code": "110100",
        "guiding_department": "industry_federation",
        "head_ref": f"H-{code}",
        "liaison_ref": f"L-{code}",
        "plaque_granted_on": date(2018, 1, 4),
        "plaque_no": f"plaque {code}",
        "approval_no": f"approval {code}",
    }
    return StationEntry(**{**values, **changes})


def imported(system: System, *codes: str) -> None:
    """Bring in stations with a plaque of 4 January 2018."""
    entries = tuple(a_station_entry(code) for code in codes or ("LZ-001",))
    system.ask(OFFICE, ImportStations(stations=entries))


def extended(system: System, until: date = date(2029, 12, 31)) -> None:
    """Extend the trial by two persons of the talent office."""
    act = RecordTrialExtension(
        edition="luzhou_2017", document_no="泸人才办〔2018〕21号", decided_on=DAY, valid_until=until
    )
    for person in (OFFICE, OFFICE_REVIEWER):
        system.ask(person, act)


def evaluated(system: System, *codes: str, on: date = date(2018, 5, 16)) -> None:
    """Let both sides say on a day that the station may go on after these changes."""
    system.advance(on)
    for code in codes or ("CH-LZ-001-1",):
        for caller, side in ((OFFICE, "talent_office"), (DEPARTMENT, "guiding_department")):
            word = SubmitChangeEvaluation(
                change_code=code,
                side=side,
                outcome="continue",
                opinion="seen",  # type: ignore[arg-type]
                evaluated_on=on,
            )
            system.ask(caller, word)
