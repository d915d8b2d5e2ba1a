"""Refuse future dates and dates in the wrong order, naming their field."""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_registry.context import Work
from liaison_registry.tables import Application


def require_order(work: Work, field: str, on: date, application: Application) -> None:
    """Refuse a step dated before the previous step or in the future.

    Raises:
        Invalid: naming the field and both days.
    """
    require_from(application.last_step_on, field, on)
    work.require_come(field, on)


def require_from(first: date, field: str, on: date) -> None:
    """Refuse a date before an earlier step.

    Raises:
        Invalid: naming the field and both days.
    """
    if on < first:
        faults = {field: [fault("not_before", day=first)]}
        raise Invalid("days_out_of_order", faults=faults, places=[field])
