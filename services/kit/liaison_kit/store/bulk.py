"""Insert many rows at once, without a session object for each; by COPY on PostgreSQL.

PostgreSQL spends most of the time of a large INSERT on parsing it; COPY needs no parsing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, Table, event, insert, inspect
from sqlalchemy.orm import Session

# The driver receives finished SQL. Only a statement that lists plain values, each a named
# parameter with at most a cast, means the same as a COPY; everything else is executed as it is.
_INSERT = re.compile(r"INSERT INTO (\S+) \(([^()]*)\) VALUES \((.*)\)", re.DOTALL)
_VALUE = re.compile(r"%\((\w+)\)s(?:::[A-Z ]+(?:\(\d+\))?)?")


def insert_many(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of a table or mapped class that all have the same columns.

    A column that is not given gets the default of the database.
    """
    if rows:
        found: Table = getattr(table, "__table__", table)
        session.execute(insert(found), list(rows))


def add_many(session: Session, objects: Sequence[Any]) -> None:
    """Insert new mapped objects of one class, with every column set.

    They stay outside the session: later changes to them are not written.
    """
    if objects:
        names = [found.key for found in inspect(type(objects[0])).column_attrs]
        # what was set stands in the object's own dictionary: reading it there is many times cheaper
        rows = [{name: held[name] for name in names} for held in map(vars, objects)]
        insert_many(session, type(objects[0]), rows)


def copy_many_rows(engine: Engine) -> None:
    """Turn every INSERT of several rows that contains only values into a COPY."""
    event.listen(engine, "do_executemany", _copy)


def _copy(
    cursor: Any, statement: str, parameters: Sequence[Mapping[str, Any]], context: Any
) -> bool | None:
    """Write the rows and return True, or None to execute the statement unchanged."""
    plan = _plan(statement) if context.isinsert else None
    if plan is None:
        return None
    command, names = plan
    with cursor.copy(command) as copy:
        for row in parameters:
            copy.write_row([row[name] for name in names])
    return True


@lru_cache
def _plan(statement: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the COPY of an INSERT and the names of its values, or None if it does more.

    >>> _plan("INSERT INTO toy (code, made) VALUES (%(code)s::VARCHAR, %(made)s::DATE)")
    ('COPY toy (code, made) FROM STDIN', ('code', 'made'))
    >>> _plan("INSERT INTO toy (code, made) VALUES (%(code)s, now())")
    """
    found = _INSERT.fullmatch(statement)
    values = [_VALUE.fullmatch(value) for value in found[3].split(", ")] if found else []
    if found is None or not all(values):
        return None
    names = tuple(value[1] for value in values if value)
    return f"COPY {found[1]} ({found[2]}) FROM STDIN", names
