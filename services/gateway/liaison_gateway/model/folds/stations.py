"""Fold a station's state from what is open about it, and the records of its life.

A station document lists what is `open` about it; `state` is the registry's own table in one word:
an open case weighs more than a change under evaluation, and an ending ends both.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds

AUTHORISED = ("active", "change_evaluation", "revocation_case")
"""States in which a station is authorised (Articles 8, 10 and 12)."""


def open_matter(
    session: Session, envelope: Envelope, station_code: str, kind: str, code: str
) -> None:
    """Record on a station that a matter is open."""
    known = find(session, "station", station_code) or {}
    _settle(session, envelope, station_code, {**known.get("open", {}), code: kind})


def close_matter(session: Session, envelope: Envelope, station_code: str, code: str) -> None:
    """Record on a station that a matter was decided."""
    known = find(session, "station", station_code) or {}
    left = {name: kind for name, kind in known.get("open", {}).items() if name != code}
    _settle(session, envelope, station_code, left)


def _settle(session: Session, envelope: Envelope, code: str, matters: dict[str, str]) -> None:
    known = find(session, "station", code) or {}
    state = known.get("state") or "active"
    if state in AUTHORISED:
        kinds = set(matters.values())
        state = next((found for found in reversed(AUTHORISED[1:]) if found in kinds), "active")
    names = {"station_code": code, "open": matters, "state": state}
    put(session, "station", code, names)


@folds("authorization.withdrawn")
def _withdrawn(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = data["station_code"]
    state = "closed" if data["cause"] == "closure" else "withdrawn"
    put(session, "station", code, {**data, "state": state})
    task = {"station_code": code, "opened_on": data["withdrawn_on"], "state": "open"}
    put(session, "plaque_recovery", code, {**task, "cause": data["cause"]})


@folds("plaque.recovered")
def _recovered(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code, on = data["station_code"], data["recovered_on"]
    station = {"station_code": code, "state": "plaque_recovered", "plaque_recovered_on": on}
    put(session, "station", code, station)
    put(session, "plaque_recovery", code, {**data, "state": "done"})


@folds("incident.recorded")
def _incident(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    dated = {**data, "year": int(data["occurred_on"][:4]), "state": "recorded"}
    put(session, "incident", data["incident_code"], dated)


@folds("calendar.day_decided")
def _calendar_day(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "working_day" if data["is_working_day"] else "holiday"
    dated = {**data, "year": int(data["on"][:4]), "state": state}
    put(session, "calendar_day", data["on"], dated)
