"""Refuse days that have not come, and days in the wrong order, by the name of their field."""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Invalid
from liaison_kit.work import Work


def require_come(work: Work, field: str, on: date) -> None:
    """Refuse to record what happened on a day that has not come on this instance.

    Raises:
        Invalid: naming the field and both days.
    """
    if on > work.today:
        detail = f"{field} is {on}, and it is {work.today}: record it when the day has come."
        raise Invalid("day_not_reached", detail, faults={field: [f"not after {work.today}"]})


def require_from(first: date, what: str, field: str, on: date) -> None:
    """Refuse a day before the one it follows.

    Raises:
        Invalid: naming the field, both days and what came first.
    """
    if on < first:
        detail = f"{field} is {on}, before {what} ({first})."
        raise Invalid("days_out_of_order", detail, faults={field: [f"not before {first}"]})
