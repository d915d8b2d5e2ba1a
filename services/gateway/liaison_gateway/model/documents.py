"""Read and write documents: put one, change one, list a page of a kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    false,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from liaison_gateway.access.rights import SEAT
from liaison_gateway.model.changes import take_numbers
from liaison_gateway.model.tables import documents, events
from liaison_kit.claims import canonical
from liaison_kit.store.bulk import insert_many
from liaison_kit.store.database import at_end

_C = documents.c
Document = dict[str, Any]
Key = tuple[str, str]
"""A document's kind and code."""
_DEPARTMENTS = "liaison_departments"
_DRAFTS = "liaison_drafts"
_AT = and_(_C.kind == bindparam("its_kind"), _C.code == bindparam("its_code"))
_FIND = select(_C.data).where(_AT)
_FILTERED = ("station_code", "department", "applicant", "year", "state")
_CHANGED = (*_FILTERED, "updated_at", "data", "change_no")
_CHANGE = (
    update(documents)
    .where(_AT)
    .values({name: bindparam(f"new_{name}", type_=_C[name].type) for name in _CHANGED})
    .execution_options(synchronize_session=False)
)


class Drafts:
    """Hold a transaction's changed documents, to read and write a batch together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._told: dict[Key, list[Mapping[str, Any]]] = {}
        self._merged: dict[Key, Document] = {}
        self._stored: set[Key] = set()

    @staticmethod
    def of(session: Session) -> Drafts:
        """Return the drafts of a session; they are written before its commit."""
        found: Drafts | None = session.info.get(_DRAFTS)
        if found is None:
            found = session.info[_DRAFTS] = Drafts(session)
        at_end(session, _DRAFTS, found.write)
        return found

    def tell(self, key: Key, data: Mapping[str, Any]) -> None:
        """Add fields of a document without reading it yet."""
        self._told.setdefault(key, []).append(data)

    def find(self, key: Key) -> Document | None:
        """Return a document as it will be written, or None if nothing is known of it."""
        if key in self._told:
            self._merge([key])
        return self._merged.get(key)

    def write(self) -> None:
        """Write all of them."""
        if not self._told and not self._merged:
            return
        self._merge(list(self._told))
        numbers = count(take_numbers(self._session, len(self._merged)))
        at = visible_at()
        rows = {
            key: _row_of(key, {**merged, "updated_at": at}, next(numbers))
            for key, merged in self._merged.items()
        }
        new = [row for key, row in rows.items() if key not in self._stored]
        insert_many(self._session, documents, new)
        changed = [
            {f"new_{name}": rows[key][name] for name in _CHANGED}
            | {"its_kind": key[0], "its_code": key[1]}
            for key in self._stored
        ]
        if changed:
            self._session.execute(_CHANGE, changed)
        self._merged, self._stored = {}, set()

    def _merge(self, keys: Sequence[Key]) -> None:
        self._read([key for key in keys if key not in self._merged])
        guided_by = self._departments(keys)
        for key in keys:
            for data in self._told.pop(key):
                merged = {**self._merged.get(key, {}), **data}
                if key[0] == "station":
                    merged["department"] = merged.get("guiding_department", "")
                    guided_by[key[1]] = merged["department"]
                elif not merged.get("department") and merged.get("station_code"):
                    merged["department"] = guided_by.get(merged["station_code"], "")
                self._merged[key] = merged

    def _departments(self, keys: Sequence[Key]) -> dict[str, str]:
        """Return the known guiding departments of the documents' stations, in one query."""
        known: dict[str, str] = self._session.info.setdefault(_DEPARTMENTS, {})
        named = {data.get("station_code") for key in keys for data in self._told[key]}
        named |= {self._merged.get(key, {}).get("station_code") for key in keys}
        if wanted := {code for code in named if code and code not in known}:
            known.update(dict.fromkeys(wanted, ""))
            query = select(_C.code, _C.department).where(_C.kind == "station", _C.code.in_(wanted))
            known.update({row.code: row.department for row in self._session.execute(query)})
        return known

    def _read(self, keys: Sequence[Key]) -> None:
        codes: dict[str, list[str]] = {}
        for kind, code in keys:
            codes.setdefault(kind, []).append(code)
        for kind, wanted in codes.items():
            query = select(_C.code, _C.data).where(_C.kind == kind, _C.code.in_(wanted))
            for code, text in self._session.execute(query):
                self._merged[kind, code] = json.loads(text)
                self._stored.add((kind, code))


def find(session: Session | Connection, kind: str, code: str) -> Document | None:
    """Return one document, or None."""
    drafts: Drafts | None = session.info.get(_DRAFTS)
    if drafts is not None and (found := drafts.find((kind, code))) is not None:
        return dict(found)
    text = find_text(session, kind, code)
    return None if text is None else json.loads(text)


def find_text(connection: Session | Connection, kind: str, code: str) -> str | None:
    """Return one document as the JSON text that is stored, or None."""
    at = {"its_kind": kind, "its_code": code}
    return connection.execute(_FIND, at).scalar_one_or_none()


def put(session: Session, kind: str, code: str, data: Mapping[str, Any]) -> None:
    """Merge fields into a document, creating it if needed; it is written at the commit.

    The columns used for filtering are taken from fields of the same names. A document whose station
    is not known yet gets its department when the station arrives.
    """
    Drafts.of(session).tell((kind, code), data)


def visible_at() -> str:
    """Return the present instant as documents store it: lists show a change from then on."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _row_of(key: Key, merged: Document, change_no: int) -> dict[str, Any]:
    return {
        "kind": key[0],
        "code": key[1],
        "station_code": merged.get("station_code") or "",
        "department": merged.get("department") or merged.get("guiding_department") or "",
        "applicant": merged.get("applicant_org") or merged.get("reported_by") or "",
        "year": merged.get("year") or 0,
        "state": merged.get("state") or "",
        "updated_at": merged["updated_at"],
        "data": canonical(merged),
        "change_no": change_no,
    }


def department_of(session: Session, station_code: str) -> str:
    """Return the guiding department of a station, or nothing; read once per transaction."""
    known: dict[str, str] = session.info.setdefault(_DEPARTMENTS, {})
    if station_code not in known:
        station = find(session, "station", station_code) or {}
        known[station_code] = station.get("department", "")
    return known[station_code]


def assign_department(session: Session, station_code: str, department: str) -> None:
    """Set a station's department on all its documents, including earlier ones."""
    Drafts.of(session).write()  # they include those of this transaction
    session.info.setdefault(_DEPARTMENTS, {})[station_code] = department
    rows = session.execute(
        select(_C.kind, _C.code, _C.data).where(
            _C.station_code == station_code, _C.department != department, _C.kind != "station"
        )
    ).all()
    if not rows:
        return
    numbers, at = count(take_numbers(session, len(rows))), visible_at()
    for row in rows:
        data = {**json.loads(row.data), "department": department}
        text = canonical({**data, "updated_at": at})
        values = {
            "department": department,
            "updated_at": at,
            "data": text,
            "change_no": next(numbers),
        }
        one = and_(_C.kind == row.kind, _C.code == row.code)
        session.execute(update(documents).where(one).values(**values))


def changes(
    connection: Session | Connection,
    kind: str,
    *,
    filters: Mapping[str, Any],
    scope: Mapping[str, Any],
    after: int,
    updated_since: str,
    limit: int,
) -> list[tuple[int, str]]:
    """Return number and stored JSON text of documents that changed after a number, in order.

    A document that changes again gets a new number, so it is read once, as it is last.
    """
    query = _wanted(connection, select(_C.change_no, _C.data), kind, filters, scope, updated_since)
    rows = connection.execute(query.where(_C.change_no > after).order_by(_C.change_no).limit(limit))
    return [(row.change_no, row.data) for row in rows]


def page(session: Session, kind: str, **wanted: Any) -> list[Document]:
    """Return the documents of a page, each with its `_code`; see `page_of_texts`."""
    rows = page_of_texts(session, kind, **wanted)
    return [{**json.loads(text), "_code": code} for code, text in rows]


def page_of_texts(
    connection: Session | Connection,
    kind: str,
    *,
    filters: Mapping[str, Any],
    scope: Mapping[str, Any],
    after: str,
    updated_since: str,
    limit: int,
) -> list[tuple[str, str]]:
    """Return code and stored JSON text of up to `limit` documents of a kind after a code, in order.

    `filters` are the caller's wishes; `scope` are their rights, one of which has to hold:
    `{"department": ..., "station_code": [...]}`; an empty scope sees all.
    """
    query = _wanted(connection, select(_C.code, _C.data), kind, filters, scope, updated_since)
    rows = connection.execute(query.where(_C.code > after).order_by(_C.code).limit(limit))
    return [(row.code, row.data) for row in rows]


def _wanted(
    connection: Session | Connection,
    query: Select[Any],
    kind: str,
    filters: Mapping[str, Any],
    scope: Mapping[str, Any],
    updated_since: str,
) -> Select[Any]:
    """Return a query for the documents of a kind that the caller wants and may see."""
    query = query.where(_C.kind == kind)
    for name, value in filters.items():
        query = query.where(_C[name] == value)
    if scope:
        # an empty list, as a condition that no row meets, would keep PostgreSQL from its indexes
        own = [_narrowed(connection, name, allowed) for name, allowed in scope.items() if allowed]
        query = query.where(or_(*own) if own else false())
    return query.where(_C.updated_at >= updated_since) if updated_since else query


def _narrowed(session: Session | Connection, name: str, allowed: list[str]) -> ColumnElement[bool]:
    """Return the rows that one right allows: rows with some values, or the cases of a seat."""
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
