"""Fold events into documents: one short function per event type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import (
    assign_department,
    find,
    put,
)

Fold = Callable[[Session, Envelope, dict[str, Any]], None]
FOLDS: dict[str, Fold] = {}


def folds(*types: str) -> Callable[[Fold], Fold]:
    """Register the function that folds these event types (without their version)."""

    def register(function: Fold) -> Fold:
        for kind in types:
            FOLDS[f"{kind}.v1"] = function
        return function

    return register


def fold(session: Session, envelope: Envelope) -> None:
    """Fold one event; a type without a view is only added to the event list."""
    if envelope.type in FOLDS:
        FOLDS[envelope.type](session, envelope, envelope.data)


def _put(session: Session, envelope: Envelope, kind: str, code: str, **data: Any) -> None:
    put(session, kind, code, data)


@folds("plaque.granted")
def _station(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "station", data["station_code"]) or {}
    names = {"state": known.get("state") or "active"}
    _put(session, envelope, "station", data["station_code"], **data, **names)
    code, department = data["station_code"], data["guiding_department"]
    assign_department(session, code, department)


@folds("station.updated")
def _station_updated(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    changed = data["changed"]
    _put(session, envelope, "station", data["station_code"], **changed)
    if "guiding_department" in changed:
        department = changed["guiding_department"]
        assign_department(session, data["station_code"], department)


@folds("duty.recorded")
def _duty(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    year = int(data["occurred_on"][:4])
    names = {"state": "recorded", "year": year, "reasons": []}
    _put(session, envelope, "duty_record", data["record_code"], **names, **data)


@folds("duty.waiting")
def _duty_waiting(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": "waiting", "year": int(data["occurred_on"][:4]), "reasons": []}
    _put(session, envelope, "duty_record", data["record_code"], **names, **data)


@folds("duty.refused")
def _duty_refused(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "duty_record", data["record_code"], state="refused", **data)


@folds("duty.reviewed")
def _duty_reviewed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "duty_record", data["record_code"], state=data["outcome"], **data)


@folds("duty.missed")
def _missed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['station_code']}/{data['duty_type']}/{data['period']}"
    _put(session, envelope, "duty_missed", code, year=int(data["period"][:4]), **data)


@folds("grade.published")
def _grade(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['year']}/{data['station_code']}"
    _put(session, envelope, "grade", code, state=data["grade"], **data)


@folds("assessment.opened")
def _assessment(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "assessment", str(data["year"]), state="open", **data)


@folds("assessment.closed")
def _assessment_closed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "assessment", str(data["year"]), state="closed", **data)


@folds("recruitment.reported")
def _recruitment(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    year = int(data["signed_on"][:4])
    code = data["recruitment_code"]
    _put(session, envelope, "recruitment", code, state="reported", year=year, **data)


@folds("recruitment.first_verified")
def _first_verified(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "recruitment", data["recruitment_code"], state="verified_once")


@folds("recruitment.verified", "recruitment.rejected")
def _recruitment_decided(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = envelope.type.split(".")[1]
    _put(session, envelope, "recruitment", data["recruitment_code"], state=state, **data)


@folds("programme.recorded")
def _programme(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {f"{data['programme']}_on": data["awarded_on"]}
    _put(session, envelope, "recruitment", data["recruitment_code"], **names)


@folds("special_event.proposed", "special_event.approved")
def _event(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": envelope.type.split(".")[1], "year": int(data["held_on"][:4])}
    _put(session, envelope, "special_event", data["event_code"], **names, **data)


@folds("spending.submitted", "spending.reviewed")
def _spending(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['year']}/{data['station_code']}"
    state = data.get("outcome", "submitted")
    _put(session, envelope, "spending_report", code, state=state, **data)


@folds("policy.extended", "policy.reading_decided")
def _policy(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    reading = data.get("reading", "")
    code = f"{data['decided_on']}/{data['document_no']}/{reading}"
    kind = "reading" if reading else "extension"
    _put(session, envelope, "policy_entry", code, state=kind, **data)
