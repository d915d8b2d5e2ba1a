"""Propose the grades that follow from a year's scores, and publish them (Article 12(1))."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.quota import QuotaOverride
from liaison_assessment.tables import Assessment, Grade, Proposal
from liaison_assessment.usecases.assessments import add_year, require_open
from liaison_assessment.usecases.rights import TALENT_OFFICE
from liaison_assessment.usecases.year import Year, work_out
from liaison_assessment.usecases.yearly.dossiers import freeze
from liaison_assessment.usecases.yearly.sheets import hidden_from
from liaison_contracts.assessment import (
    AssessmentClosed,
    GradePublished,
    ProposeGrades,
    ProposeGradesAnswer,
    PublishGrades,
    PublishGradesAnswer,
)
from liaison_contracts.errors import Conflict, Refused
from liaison_contracts.reasons import reason
from liaison_kit.store.bulk import insert_many


def propose(work: Work, body: ProposeGrades) -> ProposeGradesAnswer:
    """Store the outcome of the scores, with its hash; an equal outcome is the same proposal.

    Raises:
        Invalid: for a future date.
        Refused: if the year is not open or not over, or the quota is outside its room or lacks a
            reason.
    """
    work.require_come("proposed_on", body.proposed_on)
    require_open(work, body.year)
    if body.proposed_on < date(body.year, 12, 31):
        why = reason("year_not_over", "12(1)", year=body.year, on=body.proposed_on)
        raise Refused("year_not_over", reasons=[why])
    override = asdict(body.override) if body.override else {}
    found = work_out(work, body.year, _override(override))
    last = _latest(work, body.year)
    # An equal outcome keeps the first proposal and its proposer, who may not publish it.
    if last is None or (last.sha256, last.override) != (found.sha256, override):
        number = 1 if last is None else last.number + 1
        work.session.add(
            Proposal(
                year=body.year,
                number=number,
                content=found.content,
                sha256=found.sha256,
                edition=work.edition.stamp,
                override=override,
                proposed_on=body.proposed_on,
                proposed_by=work.actor,
                published=False,
            )
        )
    return found.answer(hidden_from(work, body.year, TALENT_OFFICE))


def publish(work: Work, body: PublishGrades) -> PublishGradesAnswer:
    """Publish the latest proposal of a year by document, as a person other than the proposer.

    Raises:
        Invalid: for a future date.
        Conflict: if the facts have changed since, or everything is published already.
        Refused: without a proposal, by the same person, or outside the trial (Article 15).
    """
    work.require_come("published_on", body.published_on)
    row = work.session.get(Assessment, body.year, with_for_update=True)
    proposal = _to_publish(work, body)
    # Calculate again: people publish what they saw, not what later facts have made of it.
    found = work_out(work, body.year, proposal.quota_override())
    if found.sha256 != proposal.sha256:
        raise Conflict("proposal_outdated", year=body.year, on=proposal.proposed_on)
    if found.decision.graded:
        # Grading no station is not a decision: it follows from the end of the trial.
        work.require_in_force(body.published_on)
    row = row or add_year(work, body.year, body.document_no, body.published_on)
    row.state, row.revision, row.published_on = "closed", row.revision + 1, body.published_on
    proposal.published = True
    _store(work, body, found, row.revision)
    freeze(work, body.year, row, body.published_on)
    totals = {**found.totals(), "year": body.year, "revision": row.revision}
    minutes = proposal.override.get("document_no")
    closed = AssessmentClosed(**totals, grades_sha256=found.sha256, quota_document_no=minutes)
    work.record(closed, effective_on=body.published_on)
    return PublishGradesAnswer(**totals)


def _override(told: dict[str, Any]) -> QuotaOverride | None:
    return QuotaOverride(**told) if told else None


def _latest(work: Work, year: int) -> Proposal | None:
    query = select(Proposal).where(Proposal.year == year).order_by(Proposal.number.desc()).limit(1)
    return work.session.scalar(query)


def _to_publish(work: Work, body: PublishGrades) -> Proposal:
    found = _latest(work, body.year)
    if found is None:
        why = reason("no_grades_proposed", "12(1)", year=body.year, on=body.published_on)
        raise Refused("nothing_proposed", reasons=[why])
    if found.published:
        raise Conflict("grades_published_already", year=body.year, on=found.proposed_on)
    if found.proposed_by == work.actor:
        names = {"by": work.actor, "year": body.year, "on": found.proposed_on}
        why = reason("proposer_publishes", "12(1)", **names)
        raise Refused("second_person_needed", reasons=[why])
    if body.published_on < found.proposed_on:
        days = {"on": body.published_on, "proposed_on": found.proposed_on}
        why = reason("published_before_proposed", "12(1)", **days)
        raise Refused("published_before_proposed", reasons=[why])
    return found


def _store(work: Work, body: PublishGrades, found: Year, revision: int) -> None:
    shared: dict[str, Any] = {
        "year": body.year,
        "revision": revision,
        "published_on": body.published_on,
    }
    rows = []
    for entry in found.entries():
        lacking = found.zero_materials(entry["station_code"]) if entry["rank"] else ()
        told = GradePublished(**entry, **shared, zero_materials=lacking)  # type: ignore[arg-type]
        work.record(told, effective_on=body.published_on)
        score = entry["score"]
        rows.append(
            {
                **entry,
                **shared,
                "score": None if score is None else format(score, "f"),
                "zero_materials": list(lacking),
                "document_no": body.document_no,
                "published_by": work.actor,
                "edition": work.edition.stamp,
            }
        )
    insert_many(work.session, Grade, rows)
