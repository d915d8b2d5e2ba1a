"""Open the assessment of a year under an adopted scheme (Article 12)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from liaison_assessment.context import Work
from liaison_assessment.policy.year_opening import require_opening
from liaison_assessment.policy.yearly.scheme import Scheme, require_adopted, scheme_of
from liaison_assessment.tables import Assessment
from liaison_assessment.usecases.refusals import refusing
from liaison_contracts.assessment import (
    AssessmentAnswer,
    AssessmentOpened,
    OpenAssessment,
    SchemeFigures,
)
from liaison_contracts.errors import Conflict, Refused
from liaison_contracts.reasons import reason


def open_year(work: Work, body: OpenAssessment) -> AssessmentAnswer:
    """Open a year, once, with the document that adopts the scheme of weights and marks.

    The figures of the scheme are stored with the year and published; the year is graded by no
    others.

    Raises:
        Invalid: for a future date.
        Refused: before the year, before the scheme, or outside the trial (Article 15).
        Conflict: if the year has been opened already.
    """
    work.require_come("opened_on", body.opened_on)
    if body.opened_on.year < body.year:
        raise _not_begun(body)
    with refusing("assessment_refused"):
        require_opening(body.year, body.scheme_document_no, body.opened_on, work.edition)
        require_adopted(body.scheme_adopted_on, body.opened_on, body.scheme_document_no)
    found = work.session.get(Assessment, body.year)
    if found is not None:
        raise Conflict(
            "assessment_opened_already",
            year=body.year,
            on=found.opened_on,
            document_no=found.scheme_document_no,
        )
    scheme = scheme_of(work.edition.figures)
    row = add_year(work, body.year, body.scheme_document_no, body.opened_on, scheme)
    row.scheme_adopted_on = body.scheme_adopted_on
    told = AssessmentOpened(
        year=body.year,
        scheme_document_no=body.scheme_document_no,
        opened_on=body.opened_on,
        scheme=SchemeFigures(**asdict(scheme)),
    )
    work.record(told, effective_on=body.opened_on)
    return AssessmentAnswer(year=body.year, state="open")


def add_year(
    work: Work, year: int, scheme_document_no: str, on: date, scheme: Scheme | None = None
) -> Assessment:
    """Add the row of a year, with its adopted scheme."""
    figures = {} if scheme is None else asdict(scheme)
    if scheme is not None:
        figures["weights_percent"] = list(scheme.weights_percent)
    row = Assessment(
        year=year,
        state="open",
        scheme_document_no=scheme_document_no,
        scheme=figures,
        opened_on=on,
        revision=0,
        searched_revision=0,
    )
    work.session.add(row)
    return row


def require_open(work: Work, year: int) -> Assessment | None:
    """Return the assessment of a year, or None for a year that is not in force.

    A year whose 31 December lies outside the trial is not opened: all stations are ungraded in it.

    Raises:
        Refused: for a year that was not opened.
    """
    found = work.session.get(Assessment, year, with_for_update=True)
    if found is None and work.edition.is_in_force(date(year, 12, 31)):
        why = reason("assessment_not_open", "12", year=year)
        raise Refused("assessment_not_open", reasons=[why])
    return found


def _not_begun(body: OpenAssessment) -> Refused:
    why = reason("year_not_begun", "12", year=body.year, on=body.opened_on)
    return Refused("year_not_begun", reasons=[why])
