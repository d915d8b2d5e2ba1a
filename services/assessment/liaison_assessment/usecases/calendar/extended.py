"""Read extended deadlines in the form that the rules need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.tables import Extension

Rows = dict[tuple[str, str], Extension]


def extensions_of(work: Work, station_code: str, since: date) -> Rows:
    """Return the latest extension of each duty and period that is open on that day."""
    query = (
        select(Extension)
        .where(Extension.station_code == station_code, Extension.until >= since)
        .order_by(Extension.until)
    )
    return {(row.duty_type, row.period): row for row in work.session.scalars(query)}


def all_extensions(work: Work, since: date) -> dict[str, Rows]:
    """Return the same for every station with an extension, by code."""
    query = select(Extension).where(Extension.until >= since).order_by(Extension.until)
    found: dict[str, Rows] = defaultdict(dict)
    for row in work.session.scalars(query):
        found[row.station_code][row.duty_type, row.period] = row
    return found


def untils(rows: Rows) -> dict[tuple[str, str], date]:
    """Return the last day of each extension."""
    return {key: row.until for key, row in rows.items()}


def reach_back(found: Iterable[Rows], first: date) -> bool:
    """Return whether any extension is for a period that ended before that day."""
    return any(row.period[:4] < str(first.year) for rows in found for row in rows.values())
