"""Insert many rows at once, without an object of the session for each.

What one INSERT with many rows becomes on PostgreSQL is `copying`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, inspect
from sqlalchemy.orm import Session


def insert_many(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of a table, or of a mapped class, that all give the same columns.

    A column that is not given gets the default that the database has for it.
    """
    if rows:
        found: Table = getattr(table, "__table__", table)
        session.execute(insert(found), list(rows))


def add_many(session: Session, objects: Sequence[Any]) -> None:
    """Insert new mapped objects of one class, on which every column was set.

    They stay outside the session: what is changed on them afterwards is not written.
    """
    if objects:
        names = [found.key for found in inspect(type(objects[0])).column_attrs]
        # what was set stands in the object's own dictionary: reading it there is many times cheaper
        rows = [{name: held[name] for name in names} for held in map(vars, objects)]
        insert_many(session, type(objects[0]), rows)
