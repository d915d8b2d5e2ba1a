"""Send the duty records of a book: a guiding department enters them, the office reviews them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from liaison_yearbook.book.sheets import DutyLine
from liaison_yearbook.client import Api
from liaison_yearbook.replay.acts import Departments

RECORDS_PER_COMMAND = 500


def play_duties(
    api: Api, departments: Departments, lines: Iterable[DutyLine], on: date
) -> list[dict[str, Any]]:
    """Enter and review the records; return the refused ones, with article and reason."""
    refused: list[dict[str, Any]] = []
    ordered = sorted(lines, key=lambda line: (departments.officer(line.station_code), repr(line)))
    for officer, group in groupby(ordered, key=lambda line: departments.officer(line.station_code)):
        found = list(group)
        for start in range(0, len(found), RECORDS_PER_COMMAND):
            refused += _enter(api, officer, found[start : start + RECORDS_PER_COMMAND], on)
    return refused


def _enter(api: Api, officer: str, lines: list[DutyLine], on: date) -> list[dict[str, Any]]:
    records = [
        {
            "record_code": line.record_code,
            "station_code": line.station_code,
            "duty_type": line.duty_type,
            "occurred_on": line.occurred_on.isoformat(),
            "reported_on": line.reported_on.isoformat(),
            "evidence": line.evidence,
        }
        for line in lines
    ]
    key = f"duties-{on}-{lines[0].record_code}-{len(lines)}"
    answer = api.post(officer, "/v1/duty-records", {"records": records}, key)
    refused = [result for result in answer["results"] if result["state"] == "refused"]
    codes = {result["record_code"] for result in refused}
    reviews = [_review(line) for line in lines if line.record_code not in codes]
    if reviews:
        body = {"reviews": reviews, "reviewed_on": on.isoformat()}
        api.post("verifies", "/v1/duty-records/reviews", body, f"{key}-reviews")
    return refused


def _review(line: DutyLine) -> dict[str, Any]:
    if line.verified == "yes":
        return {"record_code": line.record_code, "outcome": "verified", "reason_code": None}
    return {
        "record_code": line.record_code,
        "outcome": "returned",
        "reason_code": "not_verified_in_year_book",
    }
