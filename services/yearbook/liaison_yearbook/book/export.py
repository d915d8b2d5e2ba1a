"""Write the past of an instance as a year book, from what its services told and keep (Article 12).

It is folded from the events, so it holds references and amounts and no personal data. What a year
book has no line for is counted and told, never guessed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from liaison_yearbook.book.reader import columns_of
from liaison_yearbook.book.sheets import SHEETS
from liaison_yearbook.client import Api
from liaison_yearbook.replay.results import SERVICES

READER = "auditor"
TWO_YEARS, FALSIFICATION = "two_unqualified_years", "falsification"
Data = dict[str, Any]
Line = dict[str, Any]

UNSAID = {
    "finding.dismissed.v1": "findings that were dismissed",
    "recruitment.dispute_decided.v1": "disputes that people decided",
    "scores.corrected.v1": "corrections of scores, which show as the scores they led to",
    "tie.resolved.v1": "ties that people decided",
    "bole_call.opened.v1": "calls for the Bole award",
}
"""What a year book has no line for, by event type."""


class Past:
    """Fold events into the lines of a year book, sheet by sheet."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[Any, Line]] = {sheet.name: {} for sheet in SHEETS}
        self.left: Counter[str] = Counter()

    def hear(self, events: Iterable[Data]) -> None:
        """Take events in the order of their log."""
        for event in events:
            if event["type"] in UNSAID:
                self.left[UNSAID[event["type"]]] += 1
            if (fold := _FOLDS.get(event["type"])) is not None:
                fold(self, event["data"])

    def put(self, sheet: str, key: Any, **values: Any) -> None:
        """Merge values into a line."""
        self.lines[sheet].setdefault(key, {}).update(values)

    def end(self) -> None:
        """Leave out what is unfinished, and say so."""
        claims = self.lines["recruitments"]
        waiting = [code for code, line in claims.items() if "verified" not in line]
        for code in waiting:
            del claims[code]
        self.left["claims that nobody has decided yet"] += len(waiting)
        findings = self.lines["findings"]
        for code in [code for code, line in findings.items() if line.get("is_dismissed")]:
            del findings[code]


def export(api: Api, folder: Path) -> Counter[str]:
    """Write an instance's past into a folder; return what a year book cannot say, by kind.

    Raises:
        LiaisonError: when a log or a score cannot be read.
    """
    past = Past()
    for service in SERVICES:
        past.hear(api.events(READER, service))
    past.end()
    past.lines["scores"] = dict(enumerate(_scores(api)))
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        lines = past.lines[sheet.name].values()
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            options: Any = {"restval": "", "extrasaction": "ignore", "lineterminator": "\n"}
            writer = csv.DictWriter(file, columns_of(sheet), **options)
            writer.writeheader()
            writer.writerows(lines)
    return +past.left


def _scores(api: Api) -> Iterable[Line]:
    """Yield the points of every station and year that was graded, or could not be."""
    for row in api.each(READER, "/v1/grades"):
        path = f"/v1/assessments/{row['year']}/scores/{row['station_code']}"
        for sheet in api.get(READER, path)["data"]["sheets"]:
            for material, score in sheet["marks"].items():
                yield {
                    "station_code": row["station_code"],
                    "year": row["year"],
                    "side": sheet["side"],
                    "material": material,
                    "score": score,
                }


# -- one short function a sheet ------------------------------------------------------------------


def _extended(past: Past, data: Data) -> None:
    past.put("editions", ("extension", len(past.lines["editions"])), kind="extension", **data)


def _read(past: Past, data: Data) -> None:
    past.put("editions", ("reading", len(past.lines["editions"])), kind="reading", **data)


def _station(past: Past, data: Data) -> None:
    past.put("stations", data["station_code"], **data)


def _duty(past: Past, data: Data) -> None:
    evidence = " ".join(data["evidence_sha256"]) or "-"
    past.put("duties", data["record_code"], **data, evidence=evidence, verified="no")


def _duty_reviewed(past: Past, data: Data) -> None:
    is_verified = data["outcome"] == "verified"
    past.put("duties", data["record_code"], verified="yes" if is_verified else "no")


def _claim(past: Past, data: Data) -> None:
    team = {"member_refs": " ".join(data.get("member_refs", ()))}
    past.put("recruitments", data["recruitment_code"], **{**data, **team})


def _claim_verified(past: Past, data: Data) -> None:
    past.put("recruitments", data["recruitment_code"], verified="yes")


def _claim_rejected(past: Past, data: Data) -> None:
    past.put("recruitments", data["recruitment_code"], verified="no")


def _programme(past: Past, data: Data) -> None:
    name = f"{data['programme']}_on"
    past.put("recruitments", data["recruitment_code"], **{name: data["awarded_on"]})


def _event(past: Past, data: Data) -> None:
    past.put("events", data["event_code"], **data, approved_amount=data["amount"])


def _award(past: Past, data: Data) -> None:
    """Take from an award what nothing else tells: Bole awards, and events without an approval."""
    inputs = data["explanation"]["inputs"]
    if data["rule"] == "bole_award":
        decision = inputs.get("leading_group_decision", "")
        values = {**data, "amount": inputs["amount"], "leading_group_decision": decision}
        values["bole_code"] = data["reference"]
        past.put("bole", data["reference"], **values)
    elif data["rule"] == "event_subsidy" and data["reference"] not in past.lines["events"]:
        values = {"event_code": data["reference"], "held_on": inputs["held_on"]}
        values |= {"station_code": data["station_code"], "approved_amount": data["amount"]}
        past.put("events", data["reference"], **values)


def _spending(past: Past, data: Data) -> None:
    key = data["station_code"], data["year"]
    past.put("spending", key, **data, reviewed_on="")


def _spending_reviewed(past: Past, data: Data) -> None:
    if data["outcome"] == "accepted":
        key = data["station_code"], data["year"]
        past.put("spending", key, reviewed_on=data["reviewed_on"])


def _change(past: Past, data: Data) -> None:
    past.put("changes", data["change_code"], **data)


def _finding(past: Past, data: Data) -> None:
    past.put("findings", data["finding_code"], **data)


def _dismissed(past: Past, data: Data) -> None:
    past.put("findings", data["finding_code"], is_dismissed=True)


def _case(past: Past, data: Data) -> None:
    if data["kind"] == TWO_YEARS:
        past.put("case_decisions", data["case_code"], **data)
    elif data["kind"] == FALSIFICATION and data["decision"] == "revoke":
        code = data["case_code"].removeprefix("FA-")
        past.put("findings", code, revoked_on=data["decided_on"])


def _withdrawn(past: Past, data: Data) -> None:
    if data["cause"] not in (FALSIFICATION, TWO_YEARS, "change"):
        past.left[f"authorisations that ended by {data['cause']}"] += 1


_FOLDS: dict[str, Callable[[Past, Data], None]] = {
    "policy.extended.v1": _extended,
    "policy.reading_decided.v1": _read,
    "plaque.granted.v1": _station,
    "duty.recorded.v1": _duty,
    "duty.reviewed.v1": _duty_reviewed,
    "recruitment.reported.v1": _claim,
    "recruitment.verified.v1": _claim_verified,
    "recruitment.rejected.v1": _claim_rejected,
    "programme.recorded.v1": _programme,
    "event_subsidy.approved.v1": _event,
    "award.granted.v1": _award,
    "award.refused.v1": _award,
    "spending.submitted.v1": _spending,
    "spending.reviewed.v1": _spending_reviewed,
    "change.reported.v1": _change,
    "change.decided.v1": _change,
    "finding.opened.v1": _finding,
    "finding.confirmed.v1": _finding,
    "finding.dismissed.v1": _dismissed,
    "revocation_case.decided.v1": _case,
    "authorization.withdrawn.v1": _withdrawn,
}
