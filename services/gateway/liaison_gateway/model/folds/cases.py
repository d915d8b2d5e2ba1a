"""Fold cases for decision: changes, unqualified years, falsification; each case once.

A case has `opened_on`, the `decision` that a year book shows, and `state`, its current state.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds
from liaison_gateway.model.folds.stations import close_matter, open_matter

FALSIFICATION = "falsification"
OPENING = ("opened_on", "year")
"""The start of a case. For a finding it is the date of the finding, in the event of assessment."""


def case_code_of(finding_code: str) -> str:
    """Return the code under which the registry opens the case of a finding."""
    return f"FA-{finding_code}"


@folds("change.reported", "change.decided")
def _change(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    decision = data.get("decision") or ""
    names = {"kind": "change_evaluation", "decision": decision, "state": decision or "open"}
    if "reported_on" in data:
        names |= {"opened_on": data["reported_on"], "year": int(data["reported_on"][:4])}
    code = data["change_code"]
    case = {"case_code": code, **data, **names}
    put(session, "case", code, case)
    _note(session, envelope, data["station_code"], "change_evaluation", code)


@folds("change.evaluated", "defence.recorded")
def _prepared(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = data.get("case_code") or data["change_code"]
    known = find(session, "case", code) or {}
    if "side" in data:
        by_side = {**known.get("by_side", {}), data["side"]: data["outcome"]}
        case: dict[str, Any] = {"by_side": by_side}
    else:
        case = {"stated_on": known.get("stated_on") or data["stated_on"]}
    named = {"case_code": code, "station_code": data["station_code"]}
    put(session, "case", code, {**named, **case})


def _note(session: Session, envelope: Envelope, station: str, kind: str, code: str) -> None:
    if envelope.type.split(".")[1] == "decided":
        close_matter(session, envelope, station, code)
    else:
        open_matter(session, envelope, station, kind, code)


@folds("revocation_case.opened", "revocation_case.decided")
def _case(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    ruling = data.get("decision") or ""
    _note(session, envelope, data["station_code"], "revocation_case", data["case_code"])
    if data["kind"] == FALSIFICATION:
        known = find(session, "case", data["case_code"]) or {}
        names = (
            "case_code",
            "station_code",
            "document_no",
            "reasons",
            "grounds",
            "evidence_sha256",
            *(name for name in OPENING if name not in known),
        )
        _falsification(
            session,
            envelope,
            data["case_code"],
            ruling=ruling,
            ruled_on=data.get("decided_on"),
            **{name: data[name] for name in names if name in data},
        )
        return
    case = {**data, "decision": ruling, "state": ruling or "open"}
    put(session, "case", data["case_code"], case)


@folds("finding.opened", "finding.confirmed", "finding.dismissed")
def _finding(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    act = envelope.type.split(".")[1]
    finding: dict[str, Any] = {**data, "state": "open" if act == "opened" else act}
    if "found_on" in data:
        finding["year"] = int(data["found_on"][:4])
    put(session, "finding", data["finding_code"], finding)
    case = {"decision": "" if act == "opened" else act, "station_code": data["station_code"]}
    if "found_on" in data:
        case |= {"opened_on": data["found_on"], "year": finding["year"]}
    code = case_code_of(data["finding_code"])
    _falsification(session, envelope, code, case_code=code, **case)


def _falsification(session: Session, envelope: Envelope, code: str, **data: Any) -> None:
    """Merge assessment's findings with the registry's decisions, in either order of arrival."""
    merged = {"decision": "", "ruling": "", **(find(session, "case", code) or {})}
    merged |= {name: value for name, value in data.items() if value or name not in merged}
    merged |= {"kind": FALSIFICATION}
    state = merged["ruling"] or merged["decision"] or "open"
    put(session, "case", code, {**merged, "state": state})
