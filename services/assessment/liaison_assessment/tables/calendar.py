"""Define the tables for tasks, extensions and reminders (Article 11)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy.dues import tasks
from liaison_assessment.tables.base import Base


class Task(Base):
    """Store a task that the talent office assigned to a station, until it is accepted (11(5))."""

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
        """Return the task as a fact for the rules."""
        accepted = self.state == "accepted"
        days = (self.assigned_on, self.due_on)
        return tasks.Task(self.task_code, self.station_code, *days, accepted)


class Extension(Base):
    """Store an extension of one duty in one period; the latest `until` of a period counts."""

    __tablename__ = "deadline_extensions"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    duty_type: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(120))


class Reminder(Base):
    """Store the last reminder step of a due day; `station_code` is `*` for all stations.

    A deadline extended for one station, and a task, have their own rows.
    """

    __tablename__ = "reminders"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    duty_type: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[int]
