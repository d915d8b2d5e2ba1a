"""Read and write documents: put one, change one, list a page of a kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, insert, or_, select, update
from sqlalchemy.orm import Session

from liaison_gateway.rights import SEAT
from liaison_gateway.views.tables import documents, events

_C = documents.c
Document = dict[str, Any]
_DEPARTMENTS = "liaison_departments"
_AT = and_(_C.kind == bindparam("its_kind"), _C.code == bindparam("its_code"))
_FIND = select(_C.data).where(_AT)
_CHANGED = ("station_code", "department", "year", "state", "updated_at", "data")
_CHANGE = (
    update(documents)
    .where(_AT)
    .values({name: bindparam(f"new_{name}", type_=_C[name].type) for name in _CHANGED})
    .execution_options(synchronize_session=False)
)
_NEW = insert(documents)


def find(session: Session, kind: str, code: str) -> Document | None:
    """Return one document, or None."""
    at = {"its_kind": kind, "its_code": code}
    text = session.execute(_FIND, at).scalar_one_or_none()
    return None if text is None else json.loads(text)


def put(session: Session, kind: str, code: str, at: str, data: Mapping[str, Any]) -> None:
    """Merge fields into a document, making it when it is new.

    The columns that lists filter by are taken from fields of the same names; a document of a
    station that has not been heard of yet gets its department when the station comes.
    """
    known = find(session, kind, code)
    merged = {**(known or {}), **data}
    if kind == "station":
        merged["department"] = merged.get("guiding_department", "")
    elif not merged.get("department") and merged.get("station_code"):
        merged["department"] = department_of(session, merged["station_code"])
    row = {
        "station_code": merged.get("station_code") or "",
        "department": merged.get("department") or merged.get("guiding_department") or "",
        "applicant": merged.get("applicant_org") or "",
        "year": merged.get("year") or 0,
        "state": merged.get("state") or "",
        "updated_at": at,
        "data": json.dumps({**merged, "updated_at": at}, ensure_ascii=False),
    }
    if known is None:
        session.execute(_NEW, {"kind": kind, "code": code, **row})
    else:
        changed = {f"new_{name}": row[name] for name in _CHANGED}
        session.execute(_CHANGE, {"its_kind": kind, "its_code": code, **changed})


def department_of(session: Session, station_code: str) -> str:
    """Return who guides a station, or nothing; looked up once a transaction."""
    known: dict[str, str] = session.info.setdefault(_DEPARTMENTS, {})
    if station_code not in known:
        station = find(session, "station", station_code) or {}
        known[station_code] = station.get("department", "")
    return known[station_code]


def assign_department(session: Session, station_code: str, department: str, at: str) -> None:
    """Give a station's department to all documents of the station, also those that came before."""
    session.info.setdefault(_DEPARTMENTS, {})[station_code] = department
    rows = session.execute(
        select(_C.kind, _C.code, _C.data).where(
            _C.station_code == station_code, _C.department != department, _C.kind != "station"
        )
    ).all()
    for row in rows:
        data = {**json.loads(row.data), "department": department}
        text = json.dumps({**data, "updated_at": at}, ensure_ascii=False)
        values = {"department": department, "updated_at": at, "data": text}
        one = and_(_C.kind == row.kind, _C.code == row.code)
        session.execute(update(documents).where(one).values(**values))


def page(
    session: Session,
    kind: str,
    *,
    filters: Mapping[str, Any],
    scope: Mapping[str, Any],
    after: str,
    updated_since: str,
    limit: int,
) -> list[Document]:
    """Return up to `limit` documents of a kind after a code, in the order of their codes.

    `filters` are the caller's wishes; `scope` are their rights, one of which has to hold:
    `{"department": ..., "station_code": [...]}`; an empty scope sees all.
    """
    query = select(_C.code, _C.data).where(_C.kind == kind, _C.code > after)
    for name, value in filters.items():
        query = query.where(_C[name] == value)
    if scope:
        # an empty list, told as one that no row is in, would keep PostgreSQL off the indexes
        own = [_narrowed(session, name, allowed) for name, allowed in scope.items() if allowed]
        query = query.where(or_(*own) if own else false())
    if updated_since:
        query = query.where(_C.updated_at >= updated_since)
    rows = session.execute(query.order_by(_C.code).limit(limit))
    return [{**json.loads(row.data), "_code": row.code} for row in rows]


def _narrowed(session: Session, name: str, allowed: list[str]) -> ColumnElement[bool]:
    """Return what one right lets through: rows of some values, or the cases of a seat."""
    if name != SEAT:
        return _C[name].in_(allowed)
    cases = [find(session, "panelist", person) or {} for person in allowed]
    return _C.code.in_([code for each in cases for code in each.get("applications", ())])


def events_of(session: Session, subject: str, latest: int = 500) -> list[Document]:
    """Return the latest events of a subject, oldest first."""
    columns = events.c
    query = (
        select(columns.envelope)
        .where(columns.subject == subject)
        .order_by(columns.time.desc(), columns.service.desc(), columns.position.desc())
        .limit(latest)
    )
    return [json.loads(text) for text in reversed(session.scalars(query).all())]
