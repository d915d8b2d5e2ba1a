"""Settle the duties of a year once, at the close of its settlement day (Article 11).

This makes final which periods were missed; ADR 0010 explains why not earlier.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Select, or_, select

from liaison_assessment.context import Work
from liaison_assessment.policy.duties import StationDuties, missed, settlement_day
from liaison_assessment.policy.facts import DutyRecord
from liaison_assessment.tables import Duty, DutyYear, MissedDuty, Station
from liaison_assessment.usecases.calendar.extended import all_extensions, reach_back, untils
from liaison_contracts.assessment import DutyMissed


def settle_due_years(work: Work, on: date) -> None:
    """Settle every year that is due on or before that day and is not settled yet."""
    years = {row.year: row for row in work.session.scalars(select(DutyYear))}
    # A year between two closed days may have no closed day itself; its duties count too.
    for year in range(min(years, default=on.year), on.year + 1):
        if year not in years:
            years[year] = DutyYear(year=year, settled_on=None)
            work.session.add(years[year])
    for year, row in sorted(years.items()):
        if row.settled_on is None and settlement_day(year, work.edition) <= on:
            row.settled_on = on
            _settle(work, year, on)


def _settle(work: Work, year: int, on: date) -> None:
    window = (date(year, 1, 1), date(year, 12, 31))
    extended = all_extensions(work, window[0])
    # An extension into this year is for a period of the last: that year's records count too.
    early = reach_back(extended.values(), window[0])
    first = date(year - 1, 1, 1) if early else window[0]
    records = _verified(work, (first, settlement_day(year, work.edition)))
    kinds = work.context.duty_types.values()
    for station in work.session.scalars(_authorised(window)):
        code = station.station_code
        more = untils(extended.get(code, {}))
        duties = StationDuties(code, station.facts(), tuple(records[code]), more)
        for found in missed(duties, kinds, window, work.edition):
            names = {"station_code": code, "duty_type": found.duty_type, "period": found.period}
            work.record(DutyMissed(**names), effective_on=on)
            work.session.add(
                MissedDuty(
                    **names,
                    article=found.article,
                    verified=found.verified,
                    minimum=found.minimum,
                    settled_on=on,
                    edition=work.edition.stamp,
                )
            )


def _authorised(window: tuple[date, date]) -> Select[Station]:
    first, last = window
    ends = or_(Station.withdrawn_on.is_(None), Station.withdrawn_on >= first)
    query = select(Station).where(Station.plaque_granted_on <= last, ends)
    return query.order_by(Station.station_code)


def _verified(work: Work, window: tuple[date, date]) -> dict[str, list[DutyRecord]]:
    rows = work.session.scalars(
        select(Duty).where(
            Duty.occurred_on.between(*window), Duty.state == "accepted", Duty.outcome == "verified"
        )
    )
    found: dict[str, list[DutyRecord]] = defaultdict(list)
    for row in rows:
        found[row.station_code].append(row.facts())
    return found
