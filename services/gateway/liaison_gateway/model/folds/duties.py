"""Fold events around duties: tasks, extended deadlines, reminders, the directory's dates."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import put
from liaison_gateway.model.folds.fold import folds


@folds("task.assigned", "task.accepted")
def _task(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names: dict[str, Any] = {"state": envelope.type.split(".")[1]}
    if "due_on" in data:
        names["year"] = int(data["due_on"][:4])
    put(session, "task", data["task_code"], {**data, **names})


@folds("deadline.extended")
def _extended(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['station_code']}/{data['duty_type']}/{data['period']}"
    put(
        session,
        "deadline_extension",
        code,
        {**data, "year": int(data["due_on"][:4])},
    )
    if data["duty_type"] == "assigned_task":
        put(session, "task", data["period"], {"due_on": data["due_on"]})


@folds("duty.reminded")
def _reminded(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['due_on']}/{data['station_code']}/{data['duty_type']}/{data['period']}"
    state = "reminded" if "station" in data["told_to"] else "escalated"
    names = {"state": state, "year": int(data["due_on"][:4])}
    put(session, "duty_notice", code, {**data, **names})


@folds("native.saved", "native.erased")
def _native(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "kept" if envelope.type.startswith("native.saved") else "erased"
    put(session, "native", data["native_ref"], {**data, "state": state})


@folds("contact.recorded")
def _contact(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"year": int(data["contacted_on"][:4])}
    put(session, "native_contact", data["contact_code"], {**data, **names})
