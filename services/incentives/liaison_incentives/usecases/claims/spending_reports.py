"""Record yearly spending reports and the leading group's reviews (Article 13(3))."""

from __future__ import annotations

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.incentives import (
    ReviewSpending,
    SpendingAnswer,
    SpendingReviewed,
    SpendingSubmitted,
    SubmitSpending,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, SpendingReport
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.rights import find_station
from liaison_kit.documents import hashes_of, take_papers
from liaison_kit.law.working_days import working_days

SUBMITTED, ACCEPTED = "submitted", "accepted"
GRANTS = ("base_grant", "excellent_uplift")
"""The rules whose money a report accounts for."""


def submit(work: Work, body: SubmitSpending) -> SpendingAnswer:
    """Store what a station spent in a year; a returned report may be submitted again.

    A report after the last working day of the year is late (A16); this is published, but not
    refused.

    Raises:
        NotFound: for a station that is not the caller's.
        Conflict: if the report has been accepted already.
        Invalid: for a negative amount, a future date, or a voucher that was not uploaded.
    """
    station = find_station(work, body.station_code)
    if body.spent_fen < 0 or body.submitted_on > work.today:
        raise Invalid("spending_not_valid")
    report = work.session.get(
        SpendingReport, (station.station_code, body.year), with_for_update=True
    )
    if report is None:
        report = SpendingReport(station_code=station.station_code, year=body.year)
        work.session.add(report)
    elif report.state == ACCEPTED:
        raise Conflict("spending_accepted_already", year=body.year, on=report.reviewed_on)
    report.spent_fen, report.submitted_on, report.state = (
        body.spent_fen,
        body.submitted_on,
        SUBMITTED,
    )
    report.vouchers = take_papers(work, body.vouchers, "vouchers")
    due_on = working_days(work.session).last_of_year(body.year)
    event = SpendingSubmitted(
        station_code=report.station_code,
        year=report.year,
        spent_fen=body.spent_fen,
        submitted_on=report.submitted_on,
        vouchers_sha256=hashes_of(body.vouchers),
        due_on=due_on,
        late=body.submitted_on > due_on,
        carried_over_fen=_carried_over(work, body),
    )
    work.record(event, effective_on=report.submitted_on)
    return _answer(report)


def review(work: Work, body: ReviewSpending) -> SpendingAnswer:
    """Record the leading group's review; an accepted report releases the next year's grant (A13).

    Raises:
        NotFound: for a report that was never submitted.
        Conflict: if it has been accepted already.
        Invalid: for a future date, or one before the submission.
    """
    report = work.session.get(SpendingReport, (body.station_code, body.year), with_for_update=True)
    if report is None:
        raise NotFound("spending_unknown", station=body.station_code, year=body.year)
    if report.state == ACCEPTED:
        raise Conflict("spending_accepted_already", year=body.year, on=report.reviewed_on)
    if not report.submitted_on <= body.reviewed_on <= work.today:
        raise Invalid(
            "days_out_of_order",
            faults={
                "reviewed_on": [fault("between_days", since=report.submitted_on, until=work.today)]
            },
            places=["reviewed_on"],
        )
    report.state, report.reviewed_on = body.outcome, body.reviewed_on
    report.document_no = body.document_no
    look_at(work.session, report.station_code, body.reviewed_on)
    event = SpendingReviewed(
        station_code=report.station_code,
        year=report.year,
        outcome=body.outcome,
        reviewed_on=body.reviewed_on,
        document_no=body.document_no,
    )
    work.record(event, effective_on=body.reviewed_on)
    return _answer(report)


def _carried_over(work: Work, body: SubmitSpending) -> Fen:
    """Return what was paid of the year's grants and not spent; it is not clawed back (A13)."""
    ours = (Award.station_code == body.station_code, Award.year == body.year)
    paid = select(func.sum(Award.amount_fen)).where(
        *ours, Award.rule.in_(GRANTS), Award.paid_on.is_not(None)
    )
    return Fen(max(0, int(work.session.scalar(paid) or 0) - body.spent_fen))


def _answer(report: SpendingReport) -> SpendingAnswer:
    return SpendingAnswer(station_code=report.station_code, year=report.year, state=report.state)
