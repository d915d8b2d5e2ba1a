"""Close a day: end what waits, settle years, remind, erase, and find unqualified years."""

from __future__ import annotations

from datetime import date

from liaison_assessment.context import Work
from liaison_assessment.usecases import duties, settlement, streaks
from liaison_assessment.usecases.calendar import reminders
from liaison_assessment.usecases.directory import natives


def close_day(work: Work, on: date) -> None:
    """Give up records without a plaque, settle past years, and find unqualified years in a row."""
    duties.give_up_waiting(work, on)
    settlement.settle_due_years(work, on)
    reminders.remind_due(work, on)
    natives.erase_over(work, on)
    streaks.find_due_streaks(work, on)
