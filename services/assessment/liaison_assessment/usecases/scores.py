"""Record scores of materials, one side at a time, hidden from the other (Article 12(2))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.eligible import reasons_ungraded
from liaison_assessment.policy.facts import SIDES, Candidate, ScoreLine
from liaison_assessment.policy.marks import HIGHEST, LOWEST
from liaison_assessment.tables import ScoreSheet, Station
from liaison_assessment.usecases.assessments import require_open
from liaison_assessment.usecases.findings import first_findings
from liaison_assessment.usecases.refusals import kept, not_guiding
from liaison_assessment.usecases.rights import (
    GUIDING_DEPARTMENT,
    TALENT_OFFICE,
    find_stations,
    is_theirs,
    organisations_of,
    require_rights,
)
from liaison_contracts.assessment import (
    ScoreResult,
    ScoresCorrected,
    ScoresSubmitted,
    StationScores,
    SubmitScores,
    SubmitScoresAnswer,
)
from liaison_contracts.codes import ItemState, Side
from liaison_contracts.errors import Forbidden, Invalid, Refused
from liaison_contracts.reasons import Fault, fault, reason, restored
from liaison_kit.claims import Caller
from liaison_kit.store.bulk import add_many

Sheets = dict[tuple[str, str], ScoreSheet]
COUNTED = ("accepted", "refused")
"""States of sheets that grading reads; grading decides again, on all facts, who is graded."""
NOT_THEIRS = "not_theirs"
STATES: dict[str, ItemState] = {"pending": "waiting", "accepted": "accepted"}
"""What an answer says of a stored sheet; in any other state it was refused."""


def submit(work: Work, body: SubmitScores) -> SubmitScoresAnswer:
    """Store one sheet per station; a later one replaces it while the other side's is hidden.

    Once both are in, a change needs the minutes of the calibration, and is published.

    Raises:
        Invalid: for points out of range, a repeated line, a future date.
        Forbidden: for the other side, or another department's station.
        Refused: if the year is not open, or its grades are published.
    """
    work.require_come("submitted_on", body.submitted_on)
    _require_valid(body)
    _require_side(work.caller, body.side)
    require_not_closed(work, body.year)
    codes = [entry.station_code for entry in body.scores]
    stations = find_stations(work, codes)
    if body.side == GUIDING_DEPARTMENT:
        require_rights(work.caller, codes, stations)
    sheets = _sheets(work, body.year, codes)
    findings = first_findings(work, codes)
    results, new = [], []
    for entry in body.scores:
        known = sheets.get((entry.station_code, body.side))
        if known is not None and known.marks == marks_of(entry) and known.state != NOT_THEIRS:
            results.append(_result(known))
            continue
        # Both sides see these points by now: a change without minutes could copy the other side.
        if known is not None and known.told and not body.calibration_document_no:
            results.append(_seen_by_both(known))
            continue
        sheet, station = _enter(work, body, entry, sheets), stations.get(entry.station_code)
        if known is None:
            new.append(sheet)
        if station is not None:
            _judge(work, sheet, station, findings.get(entry.station_code))
            _tell_both(work, sheets, sheet)
        if sheet.told and body.calibration_document_no and known is not None:
            tell_correction(work, sheet, body.calibration_document_no, body.submitted_on)
        results.append(_result(sheet))
    add_many(work.session, new)
    return SubmitScoresAnswer(year=body.year, side=body.side, results=tuple(results))


def judge_waiting(work: Work, station: Station) -> None:
    """Judge the sheets that arrived before the plaque of their station was known here."""
    code = station.station_code
    rows = work.session.scalars(select(ScoreSheet).where(ScoreSheet.station_code == code)).all()
    found = first_findings(work, [code]).get(code)
    for sheet in (row for row in rows if row.state == "pending"):
        if sheet.side == GUIDING_DEPARTMENT and not is_theirs(sheet.entered_for, code, station):
            sheet.state = NOT_THEIRS
            sheet.reasons = kept([not_guiding(sheet.entered_for, code)])
            continue
        _judge(work, sheet, station, found)
        _tell_both(
            work,
            {(row.station_code, row.side): row for row in rows if row.year == sheet.year},
            sheet,
        )


def tell_correction(work: Work, sheet: ScoreSheet, document_no: str, on: date) -> None:
    """Publish a change of points that both sides could see, with its document."""
    event = ScoresCorrected(
        year=sheet.year,
        station_code=sheet.station_code,
        side=cast(Side, sheet.side),
        document_no=document_no,
        corrected_on=on,
    )
    work.record(event, effective_on=on)


def remember(sheet: ScoreSheet, document_no: str | None) -> None:
    """Add the current content of a sheet to its history, before it is changed."""
    before = {
        "marks": sheet.marks,
        "submitted_on": sheet.submitted_on.isoformat(),
        "submitted_by": sheet.submitted_by,
        "changed_by_document": document_no,
    }
    sheet.history = [*sheet.history, before]


def marks_of(entry: StationScores) -> dict[str, str]:
    """Return points by material in the form of a sheet."""
    return {str(line.material): format(line.score, "f") for line in entry.materials}


def _require_valid(body: SubmitScores) -> None:
    faults: dict[str, Any] = {}
    seen = set()
    for index, entry in enumerate(body.scores):
        found = list(_faults_of(entry))
        if entry.station_code in seen:
            found.append(fault("station_scored_twice"))
        seen.add(entry.station_code)
        if found:
            faults[f"scores.{index} ({entry.station_code})"] = found
    if faults:
        raise Invalid("scores_invalid", faults=faults)


def _faults_of(entry: StationScores) -> Iterable[Fault]:
    seen = set()
    for line in entry.materials:
        if not LOWEST <= line.score <= HIGHEST:
            room = {"least": LOWEST, "most": HIGHEST}
            yield fault("score_range", material=line.material, score=line.score, **room)
        if line.score != round(line.score, 2):
            yield fault("score_decimals", material=line.material, score=line.score)
        if line.material in seen:
            yield fault("material_repeated", material=line.material)
        seen.add(line.material)


def _require_side(caller: Caller, side: str) -> None:
    mine = {role for role in (TALENT_OFFICE, GUIDING_DEPARTMENT) if role in caller.roles}
    if "reviewer" in caller.roles:
        mine.add(TALENT_OFFICE if TALENT_OFFICE in organisations_of(caller) else GUIDING_DEPARTMENT)
    if side not in mine:
        raise Forbidden("not_your_side")


def require_not_closed(work: Work, year: int) -> None:
    """Refuse scores after the grades of a year are published.

    Raises:
        Refused: if the year is not open, or closed.
    """
    found = require_open(work, year)
    if found is None or found.state == "open":
        return
    why = reason("grades_published", "12(1)", year=year, on=found.published_on)
    raise Refused("assessment_closed", reasons=[why])


def _sheets(work: Work, year: int, codes: Iterable[str]) -> Sheets:
    found = sorted(set(codes))
    if not found:
        return {}
    code = ScoreSheet.station_code
    # The range lets PostgreSQL use the primary key; a long IN list alone scanned the table.
    query = select(ScoreSheet).where(
        ScoreSheet.year == year, code.between(found[0], found[-1]), code.in_(found)
    )
    return {(row.station_code, row.side): row for row in work.session.scalars(query)}


def _enter(work: Work, body: SubmitScores, entry: StationScores, sheets: Sheets) -> ScoreSheet:
    sheet = sheets.get((entry.station_code, body.side))
    if sheet is None:
        sheet = ScoreSheet(
            year=body.year, station_code=entry.station_code, side=body.side, told=False, history=[]
        )
        sheets[entry.station_code, body.side] = sheet
    else:
        remember(sheet, body.calibration_document_no)
    sheet.marks = marks_of(entry)
    sheet.state, sheet.reasons = "pending", []
    sheet.submitted_on, sheet.submitted_by = body.submitted_on, work.actor
    sheet.entered_for = organisations_of(work.caller)
    return sheet


def _judge(work: Work, sheet: ScoreSheet, station: Station, finding_on: date | None) -> None:
    # A sheet without marks still counts here; grading checks whether the year has any score.
    lines = sheet.facts() or (ScoreLine(sheet.side, 1, Decimal(0)),)
    code = station.station_code
    candidate = Candidate(code, station.facts(), lines, finding_on=finding_on)
    reasons = reasons_ungraded(sheet.year, candidate, work.edition)
    sheet.state, sheet.reasons = "refused" if reasons else "accepted", kept(reasons)


def _tell_both(work: Work, sheets: Sheets, sheet: ScoreSheet) -> None:
    found = [sheets.get((sheet.station_code, side)) for side in SIDES]
    sides = [row for row in found if row is not None]
    if sheet.told or len(sides) < len(SIDES) or any(row.state != "accepted" for row in sides):
        return
    for row in sides:
        row.told = True
    event = ScoresSubmitted(
        year=sheet.year, station_code=sheet.station_code, submitted_on=sheet.submitted_on
    )
    work.record(event, effective_on=sheet.submitted_on)


def _seen_by_both(sheet: ScoreSheet) -> ScoreResult:
    why = reason("scores_seen_by_both", "12(2)", station_code=sheet.station_code)
    return ScoreResult(station_code=sheet.station_code, state="refused", reasons=(why,))


def _result(sheet: ScoreSheet) -> ScoreResult:
    code, reasons = sheet.station_code, restored(sheet.reasons)
    if sheet.state == "pending":
        reasons = (reason("plaque_not_known_yet", "12", station_code=code),)
    state = STATES.get(sheet.state, "refused")
    return ScoreResult(station_code=code, state=state, reasons=reasons)
