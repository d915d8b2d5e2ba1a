"""Define the steps of reminders, and the escalation after the due day (Article 11, HOUSE)."""

from __future__ import annotations

from datetime import date

from liaison_assessment.policy.duties import WorkingDays
from liaison_assessment.policy.figures import Figures

STATION = ("station",)
OFFICES = ("guiding_department", "talent_office")


def step_on(today: date, due_on: date, figures: Figures, working_days: WorkingDays) -> int:
    """Return which reminder is due: 0 for none, then one per step; the last is the escalation.

    Each step is a number of working days before the due day, the escalation a number after it.
    """
    steps = figures.reminders_working_days
    if today <= due_on:
        left = working_days(today, due_on)
        return sum(left <= step for step in steps)
    over = working_days(due_on, today)
    return len(steps) + (over >= figures.escalation_working_days)


def told_to(step: int, figures: Figures) -> tuple[str, ...]:
    """Return who is notified: the station at each step, the offices at the escalation."""
    return OFFICES if step > len(figures.reminders_working_days) else STATION
