"""Record days that the office counts differently from the national holiday calendar (HOUSE)."""

from __future__ import annotations

import logging
from datetime import date

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Reason, fault, reason
from liaison_contracts.registry import CalendarAnswer, CalendarDayDecided, DecideCalendarDays
from liaison_kit.law.working_days import WorkingDays, decide_day
from liaison_registry.context import Work

log = logging.getLogger(__name__)


def decide(work: Work, body: DecideCalendarDays) -> CalendarAnswer:
    """Record the office's days; earlier calculations do not change.

    Raises:
        Invalid: for a date that appears twice in one command.
    """
    days = [entry.on for entry in body.days]
    if twice := sorted({day for day in days if days.count(day) > 1}):
        faults = {"days": [fault("listed_twice", name=str(day)) for day in twice]}
        raise Invalid("day_twice", faults=faults)
    for entry in body.days:
        decide_day(
            work.session, entry.on, entry.is_working_day, body.document_no, decided_by=work.actor
        )
        event = CalendarDayDecided(
            on=entry.on, is_working_day=entry.is_working_day, document_no=body.document_no
        )
        work.record(event)
    return CalendarAnswer(days=len(days))


def remarks(calendar: WorkingDays, first: date, last: date) -> tuple[Reason, ...]:
    """Warn of years whose moved weekends are unknown: their count may be off by a day or two."""
    years = calendar.unknown_years(first, last)
    if not years:
        return ()
    told = ", ".join(map(str, years))
    log.warning("working days of %s are counted by weekends and statutory holidays only", told)
    return (reason("moved_weekends_unknown", "10", years=[str(year) for year in years]),)
