"""Insert many rows at once, at a small part of what a parameter for each of their cells costs.

PostgreSQL takes them as one JSON text and unfolds it itself; SQLite takes them one by one, which
costs it little.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, TextClause, insert, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

AT_ONCE = 1000
_QUOTED = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call]
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def insert_many(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of a table, or of a mapped class, that all give the same columns.

    Values are JSON data, days and instants. A column that is not given gets the default that the
    database has for it.
    """
    found: Table = getattr(table, "__table__", table)
    if not rows:
        return
    if session.get_bind().dialect.name != "postgresql":
        session.execute(insert(found), rows)
        return
    statement = _unfolding(found, tuple(rows[0]))
    for start in range(0, len(rows), AT_ONCE):
        session.execute(statement, {"rows": _ENCODE(rows[start : start + AT_ONCE])})


def add_many(session: Session, objects: Sequence[Any]) -> None:
    """Insert new mapped objects of one class, on which every column was set.

    They stay outside the session: what is changed on them afterwards is not written.
    """
    if objects:
        names = [found.key for found in inspect(type(objects[0])).column_attrs]
        rows = [{name: getattr(one, name) for name in names} for one in objects]
        insert_many(session, type(objects[0]), rows)


@cache
def _unfolding(table: Table, columns: tuple[str, ...]) -> TextClause:
    names = ", ".join(_QUOTED.quote(table.c[name].name) for name in columns)
    place = _QUOTED.format_table(table)
    unfolded = f"json_populate_recordset(NULL::{place}, CAST(:rows AS json))"
    return text(f"INSERT INTO {place} ({names}) SELECT {names} FROM {unfolded}")  # noqa: S608
