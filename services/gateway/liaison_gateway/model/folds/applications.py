"""Fold applications, their review and the leading group's meetings (Articles 4 to 7)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds

STATES = {
    "application.draft_saved.v1": "draft",
    "application.department_wanted.v1": "department_wanted",
    "application.submitted.v1": "submitted",
    "panel.appointed.v1": "review",
}
"""The state of an application after each event; other events keep it, or contain it."""


@folds(
    "application.draft_saved",
    "application.department_wanted",
    "application.department_assigned",
    "application.submitted",
    "urgent_need.declared",
    "waiver.recorded",
    "site_visit.recorded",
)
def _application(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = {"state": STATES[envelope.type]} if envelope.type in STATES else {}
    named = {"waiver_reason": data["reason"]} if envelope.type == "waiver.recorded.v1" else {}
    kept = {name: value for name, value in data.items() if value is not None}
    put(session, "application", data["application_code"], {**kept, **named, **state})


@folds("panel.appointed")
def _panel(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "application", data["application_code"]) or {}
    _application(session, envelope, data)
    for person in {*known.get("sitting", ()), *data["sitting"]}:
        _seat(session, envelope, person, data["application_code"], sits=person in data["sitting"])


def _seat(session: Session, envelope: Envelope, person: str, code: str, *, sits: bool) -> None:
    """Record the panels on which a person sits: a reviewer sees only those applications."""
    known = find(session, "panelist", person) or {}
    others = {*known.get("applications", ())} - {code}
    found = {"person_ref": person, "applications": sorted({*others, code} if sits else others)}
    put(session, "panelist", person, found)


@folds("application.amended")
def _amended(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    found = {**data, "state": data["stage_after"]}
    put(session, "application", data["application_code"], found)


@folds("application.stage_decided")
def _stage(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = data["application_code"]
    known = find(session, "application", code) or {}
    found = {
        "application_code": code,
        "state": f"{data['stage']}_{data['outcome']}",
        "stages": [*known.get("stages", []), data],
    }
    put(session, "application", code, found)


@folds("conflict.declared")
def _conflict(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "application", data["application_code"]) or {}
    person = data["person_ref"]
    found = {
        "sitting": [each for each in known.get("sitting", []) if each != person],
        "recused": sorted({*known.get("recused", []), person}),
    }
    put(session, "application", data["application_code"], found)
    _seat(session, envelope, person, data["application_code"], sits=False)


@folds("review_round.opened", "review_round.closed")
def _round(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "open" if envelope.type.startswith("review_round.opened") else "closed"
    put(session, "review_round", data["round_code"], {**data, "state": state})


@folds("reviewer.registered")
def _reviewer(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put(session, "reviewer", data["person_ref"], {**data, "state": data["side"]})


@folds("agenda.set", "minutes.recorded")
def _meeting(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "held" if envelope.type.startswith("minutes") else "set"
    put(session, "meeting", data["meeting_code"], {**data, "state": state})
