"""Fold what goes on around duties: tasks, extended deadlines, reminders, the directory's dates."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.views.documents import put
from liaison_gateway.views.fold import folds


@folds("task.assigned", "task.accepted")
def _task(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names: dict[str, Any] = {"state": envelope.type.split(".")[1]}
    if "due_on" in data:
        names["year"] = int(data["due_on"][:4])
    put(session, "task", data["task_code"], envelope.time, {**data, **names})
