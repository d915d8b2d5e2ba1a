"""Turn the lines of a book into acts: the commands, their senders, dates and order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liaison_contracts.money import yuan_of
from liaison_yearbook.book.reader import Book

DEFENCE = "Confirmed in findings.csv; the station's defence is on paper."
POLICY, STATIONS, REPORTS, VERIFICATIONS, DECISIONS = range(5)


@dataclass(frozen=True)
class Act:
    """One command: its date, its sender, and an idempotency key derived from its content.

    `about` names the fact that the command enters or depends on, if other acts depend on it too.
    """

    on: date
    rank: int
    part: str
    path: str
    body: dict[str, Any]
    about: str = ""

    @property
    def key(self) -> str:
        """Return the idempotency key: the same act always has the same key."""
        text = json.dumps([self.part, self.path, self.body, self.on.isoformat()], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class Departments:
    """Look up the officer of the guiding department who acts for a station."""

    def __init__(self, book: Book) -> None:
        self._of = {line.station_code: line.guiding_department for line in book["stations"]}
        self._since = {line.station_code: line.plaque_granted_on for line in book["stations"]}

    def officer(self, station_code: str) -> str:
        """Return the role name of the officer who enters the facts of a station."""
        return f"{self._of[station_code]}.enters"

    def present(self, station_code: str, on: date) -> date:
        """Return the first day from `on` on which the station has its plaque."""
        since: date = self._since.get(station_code, on)
        return max(on, since)


def acts_of(book: Book) -> list[Act]:
    """Return all acts of a book except scoring and paying, sorted by day and order within it.

    An act dated before the first day is sent on the first day, an act dated before a station's
    plaque on the day of the plaque. Acts after the last day are left out.
    """
    played = (act for act in _moved(book) if act.on <= book.until)
    return sorted(played, key=lambda act: (act.on, act.rank, act.path, act.key))


def count_left(book: Book) -> int:
    """Return the number of acts, duty records and scores dated after the last day."""
    last = book.until
    days = [
        *(act.on for act in _moved(book)),
        *(line.reported_on for line in book["duties"]),
        *(date(line.year, 12, 31) for line in book["scores"]),
    ]
    return sum(day > last for day in days)


def _moved(book: Book) -> Iterator[Act]:
    departments = Departments(book)
    for sheet, make in MAKERS.items():
        for line in book[sheet]:
            station_code = getattr(line, "station_code", "")
            for act in make(line, departments):
                on = max(departments.present(station_code, act.on), book.since)
                yield replace(act, on=on)


def _policy(line: Any, departments: Departments) -> Iterator[Act]:
    body = {
        "edition": line.edition,
        "document_no": line.document_no,
        "decided_on": line.decided_on.isoformat(),
    }
    if line.kind == "extension":
        body["valid_until"], path = line.valid_until.isoformat(), "/v1/policy/extensions"
    else:
        body["reading"], body["value"] = line.reading, line.value
        path = "/v1/policy/readings"
    for part in ("policy.proposes", "policy.records"):
        yield Act(line.decided_on, POLICY, part, path, body)


def _stations(line: Any, departments: Departments) -> Iterator[Act]:
    body = {name: getattr(line, name) for name in line.__dataclass_fields__ if name[-3:] != "_on"}
    body["plaque_granted_on"] = line.plaque_granted_on.isoformat()
    yield Act(
        line.plaque_granted_on,
        STATIONS,
        "importer",
        "/v1/stations/imports",
        {"stations": [body]},
    )


def _recruitments(line: Any, departments: Departments) -> Iterator[Act]:
    officer = departments.officer(line.station_code)
    on, at = line.claimed_on, f"/v1/recruitments/{line.recruitment_code}"
    body = {
        "recruitment_code": line.recruitment_code,
        "talent_ref": line.talent_ref,
        "level": line.level,
        "basis": line.basis,
        "contract_months": line.contract_months,
        "signed_on": line.signed_on.isoformat(),
        "claimed_on": line.claimed_on.isoformat(),
    }
    if line.member_refs:
        body["member_refs"] = line.member_refs.split()
    yield Act(on, REPORTS, officer, f"/v1/stations/{line.station_code}/recruitments", body)
    if line.verified == "yes":
        for part in ("verifies", "verifies.second"):
            dated = {"verified_on": on.isoformat()}
            yield Act(on, VERIFICATIONS, part, f"{at}/verifications", dated)
    else:
        reason = {"reason": "not verified in the year book", "rejected_on": on.isoformat()}
        yield Act(on, VERIFICATIONS, "verifies", f"{at}/rejections", reason)
    for programme in ("national", "provincial"):
        awarded = getattr(line, f"{programme}_on")
        if awarded is not None:
            dated = {"programme": programme, "awarded_on": awarded.isoformat()}
            yield Act(max(on, awarded), DECISIONS, officer, f"{at}/programmes", dated)


def _spending(line: Any, departments: Departments) -> Iterator[Act]:
    path = f"/v1/stations/{line.station_code}/spending-reports"
    if line.submitted_on is not None:
        body = {
            "year": line.year,
            "spent": yuan_of(line.spent_fen),
            "submitted_on": line.submitted_on.isoformat(),
        }
        yield Act(line.submitted_on, REPORTS, departments.officer(line.station_code), path, body)
    if line.reviewed_on is not None:
        body = {
            "outcome": "accepted",
            "reviewed_on": line.reviewed_on.isoformat(),
            "document_no": "spending.csv",
        }
        yield Act(
            line.reviewed_on,
            VERIFICATIONS,
            "leading_group",
            f"{path}/{line.year}/reviews",
            body,
        )


def _changes(line: Any, departments: Departments) -> Iterator[Act]:
    code = f"C-{line.station_code}-{line.change}-{line.reported_on:%Y%m%d}"
    body = {
        "change_code": code,
        "change": line.change,
        "happened_on": line.happened_on.isoformat(),
        "reported_on": line.reported_on.isoformat(),
    }
    path = f"/v1/stations/{line.station_code}/changes"
    yield Act(line.reported_on, REPORTS, departments.officer(line.station_code), path, body)
    if line.decided_on is not None and line.decision is not None:
        bodies = ["leading_group", "city_government"] if line.decision == "withdraw" else []
        body = {
            "decision": line.decision,
            "decided_on": line.decided_on.isoformat(),
            "document_no": "changes.csv",
            "passed_by": bodies,
        }
        yield Act(line.decided_on, DECISIONS, "reviews", f"/v1/changes/{code}/decisions", body)


def _findings(line: Any, departments: Departments) -> Iterator[Act]:
    code = f"F-{line.station_code}-{line.found_on:%Y%m%d}"
    body = {
        "finding_code": code,
        "station_code": line.station_code,
        "found_on": line.found_on.isoformat(),
        "grounds": "findings.csv",
    }
    yield Act(line.found_on, REPORTS, "verifies", "/v1/findings", body, code)
    if line.confirmed_on is not None:
        body = {"defence": DEFENCE, "stated_on": line.confirmed_on.isoformat()}
        path = f"/v1/findings/{code}/defences"
        yield Act(line.confirmed_on, REPORTS, "verifies", path, body, code)
        body = {"confirmed_on": line.confirmed_on.isoformat(), "document_no": "findings.csv"}
        path = f"/v1/findings/{code}/confirmations"
        yield Act(line.confirmed_on, VERIFICATIONS, "verifies.second", path, body, code)
    if line.revoked_on is not None:
        yield _revocation(line.revoked_on, f"FA-{code}", "revoke", "findings.csv", code)


def _cases(line: Any, departments: Departments) -> Iterator[Act]:
    code = f"TU-{line.station_code}-{line.year}"
    yield _revocation(line.decided_on, code, line.decision, "case_decisions.csv")


def _revocation(on: date, case_code: str, decision: str, sheet: str, about: str = "") -> Act:
    body = {
        "decision": decision,
        "decided_on": on.isoformat(),
        "document_no": sheet,
        "reasons": [f"as decided in {sheet}"],
    }
    return Act(on, DECISIONS, "leading_group", f"/v1/cases/{case_code}/decisions", body, about)


def _events(line: Any, departments: Departments) -> Iterator[Act]:
    amount = yuan_of(line.approved_amount_fen)
    body = {
        "event_code": line.event_code,
        "held_on": line.held_on.isoformat(),
        "budget": amount,
    }
    path = f"/v1/stations/{line.station_code}/special-events"
    first = min(line.approved_on or line.held_on, line.held_on)
    yield Act(first, REPORTS, departments.officer(line.station_code), path, body)
    if line.approved_on is not None:
        body = {
            "approved_on": line.approved_on.isoformat(),
            "amount": amount,
            "document_no": "events.csv",
        }
        path = f"/v1/special-events/{line.event_code}/approvals"
        yield Act(line.approved_on, VERIFICATIONS, "verifies", path, body)


def _bole(line: Any, departments: Departments) -> Iterator[Act]:
    on = date(line.year + 1, 1, 31)
    body = {
        "bole_code": line.bole_code,
        "year": line.year,
        "amount": yuan_of(line.amount_fen),
        "leading_group_decision": line.leading_group_decision,
        "decided_on": on.isoformat(),
        "document_no": "bole.csv",
    }
    path = f"/v1/stations/{line.station_code}/bole-awards"
    yield Act(on, DECISIONS, "leading_group", path, body)


Maker = Callable[[Any, Departments], Iterator[Act]]
MAKERS: dict[str, Maker] = {
    "editions": _policy,
    "stations": _stations,
    "recruitments": _recruitments,
    "spending": _spending,
    "changes": _changes,
    "findings": _findings,
    "case_decisions": _cases,
    "events": _events,
    "bole": _bole,
}
"""The acts for a line of each sheet; duties and scores are sent in bulk."""
