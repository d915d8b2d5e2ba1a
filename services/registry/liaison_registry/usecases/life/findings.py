"""Process assessment's events on falsification and grades (Articles 12(1) and 12(4))."""

from __future__ import annotations

from sqlalchemy import select

from liaison_contracts.assessment import (
    FindingConfirmed,
    FindingDismissed,
    FindingOpened,
    GradePublished,
)
from liaison_contracts.reasons import reason
from liaison_contracts.registry import DecideRevocationCase
from liaison_registry.context import Work
from liaison_registry.policy.life.cases import CaseCause
from liaison_registry.tables import CaseRow, FindingRow, GradeRow
from liaison_registry.usecases.life import cases
from liaison_registry.usecases.rights import find_station


def on_opened(work: Work, found: FindingOpened) -> None:
    """Open a case of falsification; a further finding joins the open case."""
    station = find_station(work.session, found.station_code)
    row = FindingRow(
        finding_code=found.finding_code, station_code=found.station_code, found_on=found.found_on
    )
    work.session.add(row)
    running = _open_case(work, found.station_code)
    if running is not None:
        row.case_code = running.case_code
        return
    code = cases.falsification_case_code(found.finding_code)
    cause = CaseCause(found.station_code, cases.FALSIFICATION, found.found_on.year, found.found_on)
    opened = cases.open_case(work, station, code, cause)
    row.case_code = opened.case_code if opened else None


def on_confirmed(work: Work, found: FindingConfirmed) -> None:
    """Record the confirmation of a finding; from then on people may revoke."""
    _finding(work, found.finding_code).confirmed_on = found.confirmed_on


def on_dismissed(work: Work, found: FindingDismissed) -> None:
    """Close the case when its last finding is dismissed; the station keeps everything."""
    finding = _finding(work, found.finding_code)
    finding.dismissed_on = found.dismissed_on
    work.session.flush()
    row = work.session.get(CaseRow, finding.case_code, with_for_update=True)
    if row is None or row.decision or _has_other_findings(work, row):
        return
    why = reason("finding_dismissed", "12(4)", finding_code=found.finding_code)
    body = DecideRevocationCase(
        case_code=row.case_code,
        decision="keep",
        decided_on=found.dismissed_on,
        document_no=found.document_no,
        reasons=(),
    )
    cases.close(work, row, find_station(work.session, row.station_code), body, (why,))


def on_grade(work: Work, told: GradePublished) -> None:
    """Store a grade; a later revision replaces an earlier one."""
    row = work.session.get(GradeRow, (told.station_code, told.year))
    if row is None:
        # -1 is below every published revision, so the first one is stored.
        row = GradeRow(station_code=told.station_code, year=told.year, revision=-1)
        work.session.add(row)
    if told.revision >= row.revision:
        row.grade, row.revision = told.grade, told.revision
        row.score = None if told.score is None else str(told.score)
        row.published_on = told.published_on


def _finding(work: Work, code: str) -> FindingRow:
    return work.session.get_one(FindingRow, code)


def _open_case(work: Work, station_code: str) -> CaseRow | None:
    query = select(CaseRow).where(
        CaseRow.station_code == station_code,
        CaseRow.kind == cases.FALSIFICATION,
        CaseRow.decision == "",
    )
    return work.session.scalars(query).first()


def _has_other_findings(work: Work, row: CaseRow) -> bool:
    query = select(FindingRow.finding_code).where(
        FindingRow.case_code == row.case_code, FindingRow.dismissed_on.is_(None)
    )
    return work.session.execute(query).first() is not None
