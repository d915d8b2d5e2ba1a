"""Remember tasks, extended deadlines and the reminders that went out (Article 11)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy.dues import tasks
from liaison_assessment.tables.base import Base


class Task(Base):
    """What the talent office assigned to a station, until it accepts what was done (11(5))."""

    __tablename__ = "tasks"

    task_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)
    assigned_on: Mapped[date]
    assigned_by: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    record_code: Mapped[str | None]
    accepted_on: Mapped[date | None]
    accepted_by: Mapped[str | None] = mapped_column(String(120))
    late: Mapped[bool]

    def facts(self) -> tasks.Task:
        """Return the task as its rules read it."""
        accepted = self.state == "accepted"
        days = (self.assigned_on, self.due_on)
        return tasks.Task(self.task_code, self.station_code, *days, accepted)
