"""Store the evidence of records, and find earlier uses of the same file or page (12(4))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import bindparam, delete, func, select

from liaison_assessment.context import Work
from liaison_assessment.policy.records.evidence import pieces_of
from liaison_assessment.tables import Duty, Evidence
from liaison_assessment.usecases.rights import may_see_station
from liaison_contracts.assessment import (
    DutyEvidence,
    EvidenceItem,
    EvidenceUse,
    ReusedEvidence,
    ReusedItem,
    ShowDutyEvidence,
    ShowReusedEvidence,
)
from liaison_contracts.errors import NotFound
from liaison_kit.store.bulk import insert_many

MOST_USES = 100
MOST_ITEMS = 500
# Built once at import, to keep single writes fast (benchmark 18).
_TWICE = (
    select(Evidence.digest, func.count())
    .where(Evidence.digest.in_(bindparam("digests", expanding=True)))
    .group_by(Evidence.digest)
    .having(func.count() > 1)
)


def keep(work: Work, rows: Iterable[Duty], corrected: Iterable[str]) -> dict[str, int]:
    """Store the evidence of records, and return for each how often it is used by others.

    The evidence of `corrected` records is replaced.
    """
    if gone := set(corrected):
        work.session.execute(delete(Evidence).where(Evidence.record_code.in_(gone)))
    found = [
        {
            "digest": piece.digest,
            "record_code": row.record_code,
            "kind": piece.kind,
            "value": piece.value,
            "station_code": row.station_code,
            "year": row.occurred_on.year,
        }
        for row in rows
        for piece in pieces_of(row.proof())
        if piece.kind != "text"
    ]
    if not found:
        return {}
    insert_many(work.session, Evidence, found)
    return _others(work, found)


def count_reuse(work: Work, record_codes: Iterable[str]) -> dict[str, int]:
    """Return how often other records use the evidence of each record, including zero."""
    query = select(Evidence.digest, Evidence.record_code).where(
        Evidence.record_code.in_(set(record_codes))
    )
    return _others(work, [dict(row._mapping) for row in work.session.execute(query)])


def show(work: Work, body: ShowDutyEvidence) -> DutyEvidence:
    """Show a record with its evidence, each piece with its other uses.

    Raises:
        NotFound: if there is no such record, or its station is not the caller's.
    """
    row = work.session.get(Duty, body.record_code)
    if row is None or not may_see_station(work, row.station_code, row.entered_for):
        raise NotFound("duty_record_unknown")
    pieces = pieces_of(row.proof())
    uses = _uses(work, (piece.digest for piece in pieces))
    items = tuple(
        EvidenceItem(
            kind=piece.kind,
            value=piece.value,
            also_used=tuple(
                use for use in uses.get(piece.digest, ()) if use.record_code != row.record_code
            ),
        )
        for piece in pieces
    )
    names = ("record_code", "station_code", "duty_type", "occurred_on", "reported_on", "state")
    more = ("late", "category", "task_code", "joint_event", "part")
    told: dict[str, Any] = {name: getattr(row, name) for name in (*names, *more)}
    return DutyEvidence(**told, evidence=items)


def show_reused(work: Work, body: ShowReusedEvidence) -> ReusedEvidence:
    """Collect evidence that a station used more than once, or that another station also used.

    Raises:
        NotFound: for a station that the caller may not see.
    """
    code = body.station_code
    if not may_see_station(work, code):
        raise NotFound("station_unknown")
    own = select(Evidence.digest).where(Evidence.station_code == code)
    twice = (
        select(Evidence.digest)
        .where(Evidence.digest.in_(own))
        .group_by(Evidence.digest)
        .having(func.count() > 1)
        .order_by(Evidence.digest)
        .limit(MOST_ITEMS)
    )
    digests = list(work.session.scalars(twice))
    uses = _uses(work, digests)
    names = select(Evidence.digest, Evidence.kind, Evidence.value).where(
        Evidence.digest.in_(digests), Evidence.station_code == code
    )
    shown = {row.digest: row for row in work.session.execute(names)}
    items = tuple(
        ReusedItem(kind=cast(Any, row.kind), value=row.value, uses=tuple(uses[digest]))
        for digest, row in sorted(shown.items())
    )
    return ReusedEvidence(station_code=code, items=items)


def _others(work: Work, pieces: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count the uses of each record's evidence in other records."""
    records: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        records[piece["digest"]].add(piece["record_code"])
    found: dict[str, int] = defaultdict(int)
    for digest, count in work.session.execute(_TWICE, {"digests": list(records)}):
        for code in records[digest]:
            found[code] += count - 1
    return found


def _uses(work: Work, digests: Iterable[str]) -> dict[str, list[EvidenceUse]]:
    query = (
        select(Evidence)
        .where(Evidence.digest.in_(set(digests)))
        .order_by(Evidence.year, Evidence.record_code)
    )
    found: dict[str, list[EvidenceUse]] = defaultdict(list)
    for row in work.session.scalars(query):
        if len(found[row.digest]) < MOST_USES:
            use = EvidenceUse(
                record_code=row.record_code, station_code=row.station_code, year=row.year
            )
            found[row.digest].append(use)
    return found
