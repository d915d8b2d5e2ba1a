"""Show scores; each side's are hidden from the other until both are in (Article 12(2))."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import SIDES
from liaison_assessment.tables import ScoreSheet, Station
from liaison_assessment.usecases.rights import (
    GUIDING_DEPARTMENT,
    TALENT_OFFICE,
    is_theirs,
    organisations_of,
)
from liaison_contracts.assessment import GetScores, ScoresAnswer, SheetShown
from liaison_contracts.codes import Side
from liaison_contracts.errors import NotFound
from liaison_contracts.reasons import Reason, reason
from liaison_kit.claims import Caller

SHOWN_SIDES: tuple[Side, ...] = ("talent_office", "guiding_department")
SEE_ALL = ("leading_group", "auditor")


def show(work: Work, body: GetScores) -> ScoresAnswer:
    """Show the sheets of a station's year that the caller's side may see.

    Raises:
        NotFound: for a station that the caller neither assesses nor oversees.
    """
    station = require_visible(work, body.station_code)
    query = select(ScoreSheet).where(
        ScoreSheet.year == body.year, ScoreSheet.station_code == station.station_code
    )
    rows = {row.side: row for row in work.session.scalars(query)}
    both, mine = len(rows) == len(SIDES), side_of(work.caller)
    sheets = tuple(_shown(side, rows.get(side), both or side == mine) for side in SHOWN_SIDES)
    return ScoresAnswer(year=body.year, station_code=body.station_code, sheets=sheets)


def side_of(caller: Caller) -> str | None:
    """Return the side a caller scores for; callers who oversee both sides have none."""
    if TALENT_OFFICE in caller.roles:
        return TALENT_OFFICE
    if GUIDING_DEPARTMENT in caller.roles:
        return GUIDING_DEPARTMENT
    if "reviewer" in caller.roles:
        return TALENT_OFFICE if TALENT_OFFICE in organisations_of(caller) else GUIDING_DEPARTMENT
    return None


def sees_every_station(caller: Caller) -> bool:
    """Return whether a caller may see all stations: the talent office, and those who oversee it."""
    return side_of(caller) == TALENT_OFFICE or bool(set(SEE_ALL) & set(caller.roles))


def require_visible(work: Work, code: str) -> Station:
    """Return a station that the caller may see: their own, one they guide, or any.

    Raises:
        NotFound: for any other station.
    """
    station = work.session.get(Station, code)
    theirs = is_theirs(organisations_of(work.caller), code, station)
    if station is None or not (sees_every_station(work.caller) or theirs):
        raise NotFound("station_not_found")
    return station


def hidden_from(work: Work, year: int, side: str) -> dict[str, Reason]:
    """Return the stations scored only by the other side, each with the reason to hide it."""
    query = select(ScoreSheet.station_code, ScoreSheet.side).where(ScoreSheet.year == year)
    sides: dict[str, set[str]] = defaultdict(set)
    for code, of in work.session.execute(query):
        sides[code].add(of)
    return {
        code: reason("side_not_scored", "12(2)", side=side, station_code=code)
        for code, found in sides.items()
        if side not in found
    }


def _shown(side: Side, row: ScoreSheet | None, may_see: bool) -> SheetShown:
    seen = row if may_see else None
    return SheetShown(
        side=side,
        is_submitted=row is not None,
        is_hidden=row is not None and not may_see,
        marks=dict(seen.marks) if seen else {},
        submitted_on=seen.submitted_on if seen else None,
    )
