"""Decide a tie at the cut-off as the leading group (Article 12(1), reading A6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from liaison_assessment.context import Work
from liaison_assessment.policy.year_grades import resolve_tie
from liaison_assessment.tables import Proposal, TieDecision
from liaison_assessment.usecases.assessments import require_open
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.year import work_out
from liaison_contracts.assessment import ResolveTie, TieAnswer, TieResolved
from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.reasons import fault, reason


def resolve(work: Work, body: ResolveTie) -> TieAnswer:
    """Record which tied stations are excellent, by minutes; then grades are proposed again.

    The decision holds for exactly these stations. If new facts change the tie, it lapses.

    Raises:
        Invalid: for a future date, or a station is named twice.
        Refused: without a proposal or a tie, for stations outside the tie, above the quota, or
            outside the trial.
    """
    work.require_come("decided_on", body.decided_on)
    if len(set(body.excellent)) < len(body.excellent):
        faults = {"excellent": [fault("station_named_twice")]}
        raise Invalid("station_twice", faults=faults)
    require_open(work, body.year)
    work.require_in_force(body.decided_on)
    proposal = _latest_proposal(work, body.year)
    if proposal is None or body.decided_on < date(body.year, 12, 31):
        why = reason("no_grades_proposed", "12(1)", year=body.year, on=body.decided_on)
        raise Refused("nothing_proposed", reasons=[why])
    override = proposal.quota_override()
    found = work_out(work, body.year, override).decision
    with refusing("tie_not_resolved"):
        decided = resolve_tie(found, body.excellent, body.document_no)
    tied = found.undecided
    number = select(func.coalesce(func.max(TieDecision.number), 0)).where(
        TieDecision.year == body.year
    )
    work.session.add(
        TieDecision(
            year=body.year,
            number=int(work.session.scalar(number) or 0) + 1,
            tied=list(tied),
            excellent=sorted(body.excellent),
            document_no=body.document_no,
            reason=body.reason,
            decided_on=body.decided_on,
            decided_by=work.actor,
        )
    )
    told = TieResolved(
        year=body.year,
        tied=tied,
        excellent=tuple(sorted(body.excellent)),
        document_no=body.document_no,
        decided_on=body.decided_on,
    )
    work.record(told, effective_on=body.decided_on)
    others = tuple(code for code in tied if code not in body.excellent)
    assert not decided.undecided
    return TieAnswer(year=body.year, excellent=told.excellent, qualified=others)


def _latest_proposal(work: Work, year: int) -> Proposal | None:
    query = select(Proposal).where(Proposal.year == year).order_by(Proposal.number.desc()).limit(1)
    return work.session.scalar(query)
