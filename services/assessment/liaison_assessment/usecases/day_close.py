"""Close a day: settle past years, remind, erase what is over, and find unqualified years."""

from __future__ import annotations

from datetime import date

from liaison_assessment.context import Work
from liaison_assessment.usecases import settlement, streaks
from liaison_assessment.usecases.calendar import reminders
from liaison_assessment.usecases.directory import natives


def close_day(work: Work, on: date) -> None:
    """Settle the duties of past years, and find unqualified years in a row."""
    settlement.settle_due_years(work, on)
    reminders.remind_due(work, on)
    natives.erase_over(work, on)
    streaks.find_due_streaks(work, on)
