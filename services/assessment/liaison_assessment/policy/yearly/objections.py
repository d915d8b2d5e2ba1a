"""Govern a station's objection to its grade: once, in time, decided by others (Article 12, A49)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.duties import WorkingDays
from liaison_assessment.policy.figures import Law
from liaison_contracts.reasons import Refused, reason

OFF = "off"


@dataclass(frozen=True)
class Published:
    """Hold the published grade that a station objects to."""

    station_code: str
    year: int
    published_on: date
    published_by: str


@dataclass(frozen=True)
class Objection:
    """Hold an objection: who filed it and when, and when it was decided, if it was."""

    objection_code: str
    filed_on: date
    filed_by: str
    decided_on: date | None = None


def require_in_time(
    published: Published | None,
    filed_on: date,
    earlier: str | None,
    law: Law,
    working_days: WorkingDays,
) -> None:
    """Refuse an objection without a published grade, before it, too late, or a second time (HOUSE).

    The measures of 2017 do not provide for objections; reading A49 of the edition can switch them
    off.

    Raises:
        Refused: with every reason.
    """
    if law.readings_on(filed_on).due_process == OFF:
        raise Refused(reason("objections_off", "12", on=filed_on))
    if published is None:
        raise Refused(reason("grade_not_published", "12"))
    faults = []
    window = law.figures.objection_working_days
    if filed_on < published.published_on:
        days = {"on": filed_on, "published_on": published.published_on}
        faults.append(reason("before_publication", "12", **days))
    elif (late := working_days(published.published_on, filed_on)) > window:
        days = {"on": filed_on, "published_on": published.published_on}
        faults.append(reason("objection_too_late", "12", **days, past=late, days=window))
    if earlier is not None:
        names = {"station_code": published.station_code, "year": published.year}
        faults.append(reason("objected_already", "12", **names, objection_code=earlier))
    if faults:
        raise Refused(*faults)


def require_decision(objection: Objection, published: Published, person_ref: str, on: date) -> None:
    """Refuse a decision made twice, before the objection, or by who filed it or published (HOUSE).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if objection.decided_on is not None:
        names = {"objection_code": objection.objection_code, "on": objection.decided_on}
        faults.append(reason("objection_decided_already", "12", **names))
    if person_ref in (published.published_by, objection.filed_by):
        faults.append(reason("decides_on_own_act", "12", person_ref=person_ref))
    if on < objection.filed_on:
        faults.append(reason("before_the_objection", "12", on=on, filed_on=objection.filed_on))
    if faults:
        raise Refused(*faults)
