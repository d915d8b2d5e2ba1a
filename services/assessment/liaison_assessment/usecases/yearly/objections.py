"""File a station's objection to its grade, and have another person decide it (Article 12, A49)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import ScoreLine
from liaison_assessment.policy.marks import marks_of
from liaison_assessment.policy.yearly.objections import require_decision, require_in_time
from liaison_assessment.tables import Assessment, Grade, ObjectionRow, ScoreSheet
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.rights import find_stations, require_rights
from liaison_assessment.usecases.scores import remember, tell_correction
from liaison_contracts.assessment import (
    DecideObjection,
    FileObjection,
    MarkCorrection,
    ObjectionAnswer,
    ObjectionDecided,
    ObjectionFiled,
)
from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.reasons import fault, reason
from liaison_kit.law.working_days import working_days
from liaison_kit.store.ids import new_id


def file(work: Work, body: FileObjection) -> ObjectionAnswer:
    """Record a station's objection to its grade, once per year and in time (HOUSE).

    Raises:
        Invalid: for a future date.
        Forbidden: for a station of another organisation.
        Refused: without a published grade, too late, a second time, or switched off (A49).
        Conflict: if the code is in use.
    """
    work.require_come("filed_on", body.filed_on)
    codes = [body.station_code]
    require_rights(work.caller, codes, find_stations(work, codes))
    grade = _published(work, body.year, body.station_code)
    earlier = _earlier(work, body.year, body.station_code)
    with refusing("objection_refused"):
        require_in_time(
            grade.published() if grade else None,
            body.filed_on,
            earlier.objection_code if earlier else None,
            work.edition,
            working_days(work.session).between,
        )
    assert grade is not None
    code = body.objection_code or f"OB-{new_id()}"
    if work.session.get(ObjectionRow, code) is not None:
        raise Conflict("objection_exists")
    row = ObjectionRow(
        objection_code=code,
        station_code=body.station_code,
        year=body.year,
        revision=grade.revision,
        state="filed",
        grounds=body.grounds,
        filed_on=body.filed_on,
        filed_by=work.actor,
        corrections=[],
    )
    work.session.add(row)
    told = ObjectionFiled(filed_on=body.filed_on, **_shared(row))
    work.record(told, effective_on=body.filed_on)
    return _answer(row)


def decide(work: Work, body: DecideObjection) -> ObjectionAnswer:
    """Uphold or dismiss an objection; corrected marks count in the next proposal of the year.

    Raises:
        Invalid: for a future date, or a mark is out of range.
        NotFound: if there is no such objection.
        Refused: if decided before, by the person who published the grade, or outside the trial
            (Article 15).
    """
    work.require_come("decided_on", body.decided_on)
    row = work.session.get(ObjectionRow, body.objection_code, with_for_update=True)
    if row is None:
        raise NotFound("objection_not_found")
    work.require_in_force(body.decided_on)
    grade = work.session.get_one(Grade, (row.year, row.station_code, row.revision))
    with refusing("objection_not_decided"):
        require_decision(row.facts(), grade.published(), work.actor, body.decided_on)
    _require_valid(work, body)
    row.state, row.reason, row.document_no = body.outcome, body.reason, body.document_no
    row.decided_on, row.decided_by = body.decided_on, work.actor
    row.corrections = [_kept(entry) for entry in body.corrections]
    if body.outcome == "upheld":
        _correct(work, row, body)
    told = ObjectionDecided(
        outcome=body.outcome,
        document_no=body.document_no,
        decided_on=body.decided_on,
        **_shared(row),
    )
    work.record(told, effective_on=body.decided_on)
    return _answer(row)


def _require_valid(work: Work, body: DecideObjection) -> None:
    if body.corrections and body.outcome == "dismissed":
        raise Refused("nothing_to_correct", reasons=[reason("objection_dismissed", "12")])
    lines = [ScoreLine(entry.side, entry.material, entry.score) for entry in body.corrections]
    with refusing("corrections_invalid"):
        marks_of(lines, work.edition.figures)
    faults = {
        str(place): [fault("score_decimals", material=line.material, score=line.score)]
        for place, line in enumerate(lines)
        if line.score != round(line.score, 2)
    }
    if faults:
        raise Invalid("scores_invalid", faults={"corrections": faults})


def _correct(work: Work, row: ObjectionRow, body: DecideObjection) -> None:
    """Correct the points of materials; the sheets keep their history."""
    assessment = work.session.get(Assessment, row.year, with_for_update=True)
    assert assessment is not None
    by_side: dict[str, list[MarkCorrection]] = {}
    for entry in body.corrections:
        by_side.setdefault(entry.side, []).append(entry)
    for side, entries in by_side.items():
        key = (row.year, row.station_code, side)
        sheet = work.session.get(ScoreSheet, key, with_for_update=True)
        if sheet is None:
            sheet = _empty_sheet(work, row, side, body)
        else:
            remember(sheet, body.document_no)
        sheet.marks = {
            **sheet.marks,
            **{str(entry.material): format(entry.score, "f") for entry in entries},
        }
        sheet.submitted_on, sheet.submitted_by = body.decided_on, work.actor
        tell_correction(work, sheet, body.document_no, body.decided_on)


def _empty_sheet(work: Work, row: ObjectionRow, side: str, body: DecideObjection) -> ScoreSheet:
    sheet = ScoreSheet(
        year=row.year,
        station_code=row.station_code,
        side=side,
        marks={},
        state="accepted",
        reasons=[],
        submitted_on=body.decided_on,
        submitted_by=work.actor,
        entered_for=[work.caller.org],
        told=True,
        history=[],
    )
    work.session.add(sheet)
    return sheet


def _published(work: Work, year: int, code: str) -> Grade | None:
    query = select(Grade).where(Grade.year == year, Grade.station_code == code)
    return work.session.scalar(query.order_by(Grade.revision.desc()).limit(1))


def _earlier(work: Work, year: int, code: str) -> ObjectionRow | None:
    query = select(ObjectionRow).where(ObjectionRow.year == year, ObjectionRow.station_code == code)
    return work.session.scalar(query)


def _kept(entry: MarkCorrection) -> dict[str, Any]:
    score = format(entry.score, "f")
    return {"side": entry.side, "material": entry.material, "score": score}


def _shared(row: ObjectionRow) -> dict[str, Any]:
    return {
        "objection_code": row.objection_code,
        "station_code": row.station_code,
        "year": row.year,
    }


def _answer(row: ObjectionRow) -> ObjectionAnswer:
    return ObjectionAnswer(state=row.state, **_shared(row))
