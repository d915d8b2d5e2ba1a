"""Open a revocation case by hand, on evidence that assessment did not find (Article 12)."""

from __future__ import annotations

from sqlalchemy import func, select

from liaison_contracts.message import dump
from liaison_contracts.reasons import Reason, reason
from liaison_contracts.registry import CaseAnswer, OpenRevocationCase
from liaison_kit.documents import hashes_of, take_papers
from liaison_registry.context import Work
from liaison_registry.policy.life.cases import ARTICLES, CaseCause, hand_gaps
from liaison_registry.tables import CaseRow, Station
from liaison_registry.usecases.life import cases
from liaison_registry.usecases.life.station_status import standing_of
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_station


def open_by_hand(work: Work, body: OpenRevocationCase) -> CaseAnswer:
    """Open a case with its grounds and evidence; the station keeps its plaque until the decision.

    Raises:
        NotFound: if there is no such station.
        Invalid: for a future date, or missing evidence.
        Refused: with every reason, such as another open case; after the trial's end (Article 15).
    """
    station = find_station(work.session, body.station_code)
    work.require_come("opened_on", body.opened_on)
    work.require_in_force(body.opened_on)
    cause = CaseCause(body.station_code, body.kind, body.year, body.opened_on)
    code = _code(work, station, body)
    gaps = [*hand_gaps(cause, standing_of(work, station)), *_decided(work, code)]
    refuse("case_not_opened", reasons=gaps, station_code=body.station_code)
    papers = take_papers(work, body.documents)
    grounds = cases.in_words(body.kind, body.reasons)
    row = CaseRow(
        case_code=code,
        station_code=body.station_code,
        kind=body.kind,
        year=body.year,
        opened_on=body.opened_on,
        route=cause.route,
        decision="",
        reasons=[],
        grounds=[dump(ground) for ground in grounds],
        documents=papers,
        opened_by=work.actor,
    )
    cases.enter(work, station, row, grounds, hashes_of(body.documents))
    return cases.answer(row, station)


def _code(work: Work, station: Station, body: OpenRevocationCase) -> str:
    """Return the code of the case; for two unqualified years, the code of an automatic case."""
    if body.kind == cases.STREAK:
        return cases.streak_case_code(body.station_code, body.year)
    query = select(func.count()).where(CaseRow.station_code == station.station_code)
    return f"RC-{station.station_code}-{int(work.session.execute(query).scalar_one()) + 1}"


def _decided(work: Work, code: str) -> list[Reason]:
    known = work.session.get(CaseRow, code)
    if known is None or not known.decision:
        return []
    article, on = ARTICLES[known.kind], known.decided_on
    return [reason("cause_decided", article, case_code=code, decided_on=on)]
