"""Fold the events of a played book into its five tables, without asking any service.

It is written from the catalogue of messages alone, as an outside auditor would write it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Rows = list[tuple[str, ...]]


class Fold:
    """Hear events one by one; `tables` gives what they come to within the days of the book."""

    def __init__(self, first: int, last: int) -> None:
        self.since, self.until = date(first, 1, 1), date(last, 12, 31)
        self.grades: dict[tuple[int, str], dict[str, Any]] = {}
        self.years: dict[int, dict[str, Any]] = {}
        self.cases: dict[str, dict[str, Any]] = {}
        self.missed: set[tuple[str, str, str]] = set()
        self.awards: dict[str, dict[str, Any]] = {}
        self.holds: dict[str, set[str]] = {}

    def hear(self, envelopes: Iterable[dict[str, Any]]) -> Fold:
        """Hear the events in their order."""
        for envelope in envelopes:
            kind = envelope["type"].removesuffix(".v1").replace(".", "_")
            handler = getattr(self, f"on_{kind}", None)
            if handler is not None:
                handler(envelope["data"])
        return self

    def on_grade_published(self, data: dict[str, Any]) -> None:
        self.grades[data["year"], data["station_code"]] = data

    def on_assessment_closed(self, data: dict[str, Any]) -> None:
        self.years[data["year"]] = data

    def on_duty_missed(self, data: dict[str, Any]) -> None:
        self.missed.add((data["station_code"], data["duty_type"], data["period"]))

    def on_change_reported(self, data: dict[str, Any]) -> None:
        row = {"kind": "change_evaluation", "on": data["reported_on"], "decision": ""}
        self.cases[data["change_code"]] = {**row, "station_code": data["station_code"]}

    def on_change_decided(self, data: dict[str, Any]) -> None:
        self.cases[data["change_code"]]["decision"] = data["decision"]

    def on_revocation_case_opened(self, data: dict[str, Any]) -> None:
        if data["kind"] == "two_unqualified_years":
            row = {"kind": data["kind"], "on": data["opened_on"], "year": data["year"]}
            row |= {"decision": "", "station_code": data["station_code"]}
            self.cases[data["case_code"]] = row

    def on_revocation_case_decided(self, data: dict[str, Any]) -> None:
        if data["kind"] == "two_unqualified_years":
            self.cases[data["case_code"]]["decision"] = data["decision"]

    def on_finding_opened(self, data: dict[str, Any]) -> None:
        row = {"kind": "falsification", "on": data["found_on"], "decision": ""}
        self.cases[data["finding_code"]] = {**row, "station_code": data["station_code"]}

    def on_finding_confirmed(self, data: dict[str, Any]) -> None:
        self.cases[data["finding_code"]]["decision"] = "confirmed"

    def on_award_granted(self, data: dict[str, Any]) -> None:
        self.awards[data["award_code"]] = {**data, "status": "payable"}

    def on_award_refused(self, data: dict[str, Any]) -> None:
        self.awards[data["award_code"]] = {**data, "status": "refused", "amount": "0.00"}

    def on_award_held(self, data: dict[str, Any]) -> None:
        self.holds.setdefault(data["award_code"], set()).add(data["hold"])

    def on_award_released(self, data: dict[str, Any]) -> None:
        self.holds.setdefault(data["award_code"], set()).discard(data["hold"])

    def on_award_adjusted(self, data: dict[str, Any]) -> None:
        self.awards[data["award_code"]]["amount"] = data["new_amount"]

    def on_award_cancelled(self, data: dict[str, Any]) -> None:
        self.awards[data["award_code"]]["status"] = "cancelled"

    def on_award_paid(self, data: dict[str, Any]) -> None:
        self.awards[data["award_code"]]["status"] = "paid"

    def on_clawback_proposed(self, data: dict[str, Any]) -> None:
        if data["award_code"] in self.awards:
            self.awards[data["award_code"]]["status"] = "clawback_proposed"

    def tables(self) -> dict[str, Rows]:
        """Return the five tables, each sorted by all columns."""
        return {
            "grades": sorted(
                (str(year), code, _shown(row["score"]), row["grade"])
                for (year, code), row in self.grades.items()
            ),
            "quotas": sorted(
                (str(year), str(row["graded"]), str(row["quota"]))
                for year, row in self.years.items()
            ),
            "cases": sorted(
                (
                    row["station_code"],
                    row["kind"],
                    str(row.get("year") or row["on"][:4]),
                    row["decision"],
                )
                for row in self.cases.values()
                if self._covers(row["on"])
            ),
            "duties_missed": sorted(
                row for row in self.missed if self.since.year <= int(row[2][:4]) <= self.until.year
            ),
            "payouts": sorted(
                self._payout(code, row)
                for code, row in self.awards.items()
                if self._covers(row["due_on"])
            ),
        }

    def _payout(self, code: str, row: dict[str, Any]) -> tuple[str, ...]:
        held = row["status"] == "payable" and self.holds.get(code)
        status = "held" if held else row["status"]
        names = (str(row["year"]), row["station_code"], row["rule"], row["reference"])
        return (*names, row["amount"], status)

    def _covers(self, day: str) -> bool:
        return self.since <= date.fromisoformat(day) <= self.until


def _shown(score: str | None) -> str:
    return "" if score is None else str(Decimal(score).quantize(Decimal("0.01"), ROUND_HALF_UP))
