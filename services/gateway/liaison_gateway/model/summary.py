"""Summarise the documents for an overview, in a fixed number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from liaison_contracts.money import Fen, fen_of, yuan_of
from liaison_gateway.model.folds.stations import AUTHORISED
from liaison_gateway.model.tables import documents

_C = documents.c
UNPAID = ("payable", "held")


def tiles(session: Session, scope: Mapping[str, Sequence[str]], year: int) -> dict[str, Any]:
    """Return the figures at the top of an overview; amounts as decimal yuan."""
    found: dict[str, Any] = {
        "active": sum(_count(session, scope, kind="station", state=now) for now in AUTHORISED),
        "missed": _count(session, scope, kind="duty_missed", year=year),
        "cases": _count(session, scope, kind="case", state="open"),
    }
    for state in UNPAID:
        query = select(_C.data).where(*_equal(kind="award", state=state), *_within(scope))
        amounts = [_fen(text) for text in session.scalars(query)]
        found[state] = {"count": len(amounts), "amount": yuan_of(Fen(sum(amounts)))}
    return found


def latest_grades(session: Session, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the newest grade of each station."""
    query = select(_C.data).where(_C.kind == "grade", _C.station_code.in_(codes)).order_by(_C.year)
    found = [json.loads(text) for text in session.scalars(query)]
    return {grade["station_code"]: grade for grade in found}


def missed_in(session: Session, codes: Sequence[str], year: int) -> dict[str, int]:
    """Return how many duties each station missed in a year."""
    query = (
        select(_C.station_code, func.count())
        .where(*_equal(kind="duty_missed", year=year), _C.station_code.in_(codes))
        .group_by(_C.station_code)
    )
    return {code: int(count) for code, count in session.execute(query)}


def to_pay(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """Return the amount payable to each station, including held amounts, as decimal yuan."""
    query = select(_C.station_code, _C.data).where(
        _C.kind == "award", _C.state.in_(UNPAID), _C.station_code.in_(codes)
    )
    sums: dict[str, int] = defaultdict(int)
    for code, text in session.execute(query):
        sums[code] += _fen(text)
    return {code: yuan_of(Fen(fen)) for code, fen in sums.items()}


def _fen(text: str) -> int:
    return int(fen_of(json.loads(text).get("amount", "0.00")))


def _equal(**values: Any) -> list[ColumnElement[bool]]:
    return [_C[name] == value for name, value in values.items()]


def _within(scope: Mapping[str, Sequence[str]]) -> list[ColumnElement[bool]]:
    if not scope:
        return []
    return [and_(or_(*(_C[name].in_(allowed) for name, allowed in scope.items())))]


def _count(session: Session, scope: Mapping[str, Sequence[str]], **values: Any) -> int:
    query = select(func.count()).select_from(documents)
    return int(session.execute(query.where(*_equal(**values), *_within(scope))).scalar_one())
