"""Export the history of an instance as a year book, from its event logs and scores (Article 12).

The events contain references and amounts, so the year book has no personal data. Events without a
line in the year book are counted and reported, never guessed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from liaison_contracts.money import yuan_of
from liaison_contracts.sheets.neutral import neutral
from liaison_yearbook.book.reader import columns_of
from liaison_yearbook.book.sheets import SHEETS
from liaison_yearbook.client import Api
from liaison_yearbook.replay.results import SERVICES

READER = "auditor"
TWO_YEARS, FALSIFICATION = "two_unqualified_years", "falsification"
Data = dict[str, Any]
Line = dict[str, Any]

WITHOUT_A_LINE = {
    "finding.dismissed.v1": "findings that were dismissed",
    "recruitment.dispute_decided.v1": "disputes that people decided",
    "scores.corrected.v1": "corrections of scores (the corrected scores are in the book)",
    "tie.resolved.v1": "ties that people decided",
    "bole_call.opened.v1": "calls for the Bole award",
}
"""Events without a line in the year book, by type."""


class Lines:
    """The lines of a year book, folded from events; `left_out` counts events without a line."""

    def __init__(self) -> None:
        self.by_sheet: dict[str, dict[Any, Line]] = {sheet.name: {} for sheet in SHEETS}
        self.left_out: Counter[str] = Counter()

    def fold(self, events: Iterable[Data]) -> None:
        """Fold events, in the order of their log."""
        for event in events:
            if event["type"] in WITHOUT_A_LINE:
                self.left_out[WITHOUT_A_LINE[event["type"]]] += 1
            if (fold := _FOLDS.get(event["type"])) is not None:
                fold(self, event["data"])

    def put(self, sheet: str, key: Any, **values: Any) -> None:
        """Merge values into a line."""
        self.by_sheet[sheet].setdefault(key, {}).update(values)

    def finish(self) -> None:
        """Leave out dismissed findings and undecided claims, and count the latter."""
        claims = self.by_sheet["recruitments"]
        waiting = [code for code, line in claims.items() if "verified" not in line]
        for code in waiting:
            del claims[code]
        self.left_out["claims that nobody has decided yet"] += len(waiting)
        findings = self.by_sheet["findings"]
        for code in [code for code, line in findings.items() if line.get("is_dismissed")]:
            del findings[code]


def export(api: Api, folder: Path) -> Counter[str]:
    """Write an instance's history to a folder; return the number of omitted events, by kind.

    Raises:
        LiaisonError: if a log or a score cannot be read.
    """
    lines = Lines()
    for service in SERVICES:
        lines.fold(api.events(READER, service))
    lines.finish()
    lines.by_sheet["scores"] = dict(enumerate(_scores(api)))
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        found = lines.by_sheet[sheet.name].values()
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            options: Any = {"restval": "", "extrasaction": "ignore", "lineterminator": "\n"}
            writer = csv.DictWriter(file, columns_of(sheet), **options)
            writer.writeheader()
            writer.writerows(map(_neutral, found))
    return +lines.left_out


def _neutral(line: Line) -> Line:
    return {name: neutral(each) if isinstance(each, str) else each for name, each in line.items()}


def _scores(api: Api) -> Iterable[Line]:
    """Yield the scores of every station and year in the list of grades."""
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


# One function for each type of event; each takes the lines so far and the data of the event.


def _extended(lines: Lines, data: Data) -> None:
    lines.put("editions", ("extension", len(lines.by_sheet["editions"])), kind="extension", **data)


def _read(lines: Lines, data: Data) -> None:
    lines.put("editions", ("reading", len(lines.by_sheet["editions"])), kind="reading", **data)


def _station(lines: Lines, data: Data) -> None:
    lines.put("stations", data["station_code"], **data)


def _duty(lines: Lines, data: Data) -> None:
    evidence = " ".join(data["evidence_sha256"]) or "-"
    lines.put("duties", data["record_code"], **data, evidence=evidence, verified="no")


def _duty_reviewed(lines: Lines, data: Data) -> None:
    is_verified = data["outcome"] == "verified"
    lines.put("duties", data["record_code"], verified="yes" if is_verified else "no")


def _claim(lines: Lines, data: Data) -> None:
    team = {"member_refs": " ".join(data.get("member_refs", ()))}
    lines.put("recruitments", data["recruitment_code"], **{**data, **team})


def _claim_verified(lines: Lines, data: Data) -> None:
    lines.put("recruitments", data["recruitment_code"], verified="yes")


def _claim_rejected(lines: Lines, data: Data) -> None:
    lines.put("recruitments", data["recruitment_code"], verified="no")


def _programme(lines: Lines, data: Data) -> None:
    name = f"{data['programme']}_on"
    lines.put("recruitments", data["recruitment_code"], **{name: data["awarded_on"]})


def _event(lines: Lines, data: Data) -> None:
    lines.put("events", data["event_code"], **data, approved_amount=data["amount"])


def _award(lines: Lines, data: Data) -> None:
    """Read from an award what no other event contains: Bole awards, events without approval."""
    inputs = data["explanation"]["inputs"]
    if data["rule"] == "bole_award":
        decision = inputs.get("leading_group_decision", "")
        amount = yuan_of(int(inputs["amount_fen"]))  # as decided; a refused award is of 0
        values = {**data, "amount": amount, "leading_group_decision": decision}
        values["bole_code"] = data["reference"]
        lines.put("bole", data["reference"], **values)
    elif data["rule"] == "event_subsidy" and data["reference"] not in lines.by_sheet["events"]:
        values = {"event_code": data["reference"], "held_on": inputs["held_on"]}
        values |= {"station_code": data["station_code"], "approved_amount": data["amount"]}
        lines.put("events", data["reference"], **values)


def _spending(lines: Lines, data: Data) -> None:
    key = data["station_code"], data["year"]
    lines.put("spending", key, **data, reviewed_on="")


def _spending_reviewed(lines: Lines, data: Data) -> None:
    if data["outcome"] == "accepted":
        key = data["station_code"], data["year"]
        lines.put("spending", key, reviewed_on=data["reviewed_on"])


def _change(lines: Lines, data: Data) -> None:
    lines.put("changes", data["change_code"], **data)


def _finding(lines: Lines, data: Data) -> None:
    lines.put("findings", data["finding_code"], **data)


def _dismissed(lines: Lines, data: Data) -> None:
    lines.put("findings", data["finding_code"], is_dismissed=True)


def _case(lines: Lines, data: Data) -> None:
    if data["kind"] == TWO_YEARS:
        lines.put("case_decisions", data["case_code"], **data)
    elif data["kind"] == FALSIFICATION and data["decision"] == "revoke":
        code = data["case_code"].removeprefix("FA-")
        lines.put("findings", code, revoked_on=data["decided_on"])


def _withdrawn(lines: Lines, data: Data) -> None:
    if data["cause"] not in (FALSIFICATION, TWO_YEARS, "change"):
        lines.left_out[f"authorisations that ended by {data['cause']}"] += 1


_FOLDS: dict[str, Callable[[Lines, Data], None]] = {
    "policy.extended.v1": _extended,
    "policy.reading_decided.v1": _read,
    "plaque.granted.v1": _station,
    "duty.recorded.v1": _duty,
    "duty.reviewed.v1": _duty_reviewed,
    "recruitment.reported.v1": _claim,
    "recruitment.verified.v1": _claim_verified,
    "recruitment.rejected.v1": _claim_rejected,
    "programme.recorded.v1": _programme,
    "special_event.approved.v1": _event,
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
