"""Make what is told of a station between its plaque and its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts.assessment import UnqualifiedStreakFound
from liaison_contracts.registry import (
    CloseStation,
    DecideChange,
    DecideRevocationCase,
    RecordDefence,
    RecordIncident,
    RecordPlaqueRecovered,
    ReportChange,
    SubmitChangeEvaluation,
)
from liaison_registry.tables import Station
from tests.integration.registry.system import System, a_caller

HEAD = a_caller("P-head", "station/LZ-001", "station_head")
CASE, CHANGE = "TU-LZ-001-2019", "CH-LZ-001-1"
TODAY = date(2020, 6, 1)


def an_incident(**changes: Any) -> RecordIncident:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "occurred_on": date(2020, 3, 2),
        "description": "sold places on a tour",
        "liability_notice_no": "N-4",
        "liability_notice_on": date(2020, 3, 9),
    }
    return RecordIncident(**{**values, **changes})


def a_closure(**changes: Any) -> CloseStation:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "requested_on": date(2020, 5, 6),
        "closed_on": date(2020, 5, 29),
        "document_no": "letter 3",
        "reason": "the chamber is dissolved",
    }
    return CloseStation(**{**values, **changes})


def a_recovery(on: date = TODAY, code: str = "LZ-001") -> RecordPlaqueRecovered:
    return RecordPlaqueRecovered(station_code=code, recovered_on=on, receipt_no="receipt 1")


def a_statement(code: str = CASE, on: date = date(2020, 2, 5)) -> RecordDefence:
    return RecordDefence(case_code=code, stated_on=on, defence="The fair was put off.")


def a_revocation(on: date = date(2020, 2, 10)) -> DecideRevocationCase:
    return DecideRevocationCase(
        case_code=CASE, decision="revoke", decided_on=on, document_no="D-9", reasons=("no work",)
    )


def a_report(**changes: Any) -> ReportChange:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "change": "name",
        "happened_on": date(2020, 5, 6),
        "reported_on": date(2020, 5, 7),
    }
    return ReportChange(**{**values, **changes})


def an_evaluation(side: str = "talent_office", **changes: Any) -> SubmitChangeEvaluation:
    values: dict[str, Any] = {
        "change_code": CHANGE,
        "side": side,
        "outcome": "withdraw",
        "opinion": "a shell",
        "evaluated_on": date(2020, 5, 12),
    }
    return SubmitChangeEvaluation(**{**values, **changes})


def a_withdrawal(on: date = date(2020, 5, 13)) -> DecideChange:
    return DecideChange(
        change_code=CHANGE,
        decision="withdraw",
        decided_on=on,
        document_no="D-3",
        passed_by=("leading_group", "city_government"),
    )


def a_streak() -> UnqualifiedStreakFound:
    return UnqualifiedStreakFound(
        station_code="LZ-001", years=(2018, 2019), year=2019, found_on=date(2020, 1, 31)
    )


def station(system: System, code: str = "LZ-001") -> Station:
    return next(row for row in system.rows(Station) if row.station_code == code)
