"""Govern a station's objection to its grade: once, in time, decided by others (Article 12, A49)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.duties import WorkingDays
from liaison_assessment.policy.facts import Reason, Refused
from liaison_assessment.policy.figures import Law

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
        fact = f"objections are switched off on {filed_on} (A49)"
        raise Refused(Reason("12", fact, "a reading that lets a station object"))
    if published is None:
        raise Refused(Reason("12", "no grade is published", "the publication of the grade first"))
    faults = []
    window = law.figures.objection_working_days
    if filed_on < published.published_on:
        fact = f"the grade was published on {published.published_on} only"
        faults.append(Reason("12", fact, "a day from then on"))
    elif (late := working_days(published.published_on, filed_on)) > window:
        fact = f"{filed_on} is {late} working days after {published.published_on}"
        faults.append(Reason("12", fact, f"an objection within {window} working days (HOUSE)"))
    if earlier is not None:
        fact = f"{published.station_code} objected to {published.year} already: {earlier}"
        faults.append(Reason("12", fact, "one review a year (A49)"))
    if faults:
        raise Refused(*faults)


def require_decision(objection: Objection, published: Published, person_ref: str, on: date) -> None:
    """Refuse a decision made twice, before the objection, or by who filed it or published (HOUSE).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if objection.decided_on is not None:
        fact = f"objection {objection.objection_code} was decided on {objection.decided_on}"
        faults.append(Reason("12", fact, "nothing more: one review a year (A49)"))
    if person_ref in (published.published_by, objection.filed_by):
        fact = f"{person_ref} published the grade or filed the objection"
        faults.append(Reason("12", fact, "another person of the talent office"))
    if on < objection.filed_on:
        faults.append(Reason("12", f"{on} lies before the objection", "a day from then on"))
    if faults:
        raise Refused(*faults)
