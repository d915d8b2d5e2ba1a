"""Write many rows to PostgreSQL by COPY: an INSERT of thousands of values costs most to parse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, event

_INSERT = re.compile(r"INSERT INTO (\S+) \(([^()]*)\) VALUES \((.*)\)", re.DOTALL)
_VALUE = re.compile(r"%\((\w+)\)s(?:::[A-Z ]+(?:\(\d+\))?)?")


def copy_many_rows(engine: Engine) -> None:
    """Let every INSERT of several rows that says nothing but values become a COPY."""
    event.listen(engine, "do_executemany", _copy)


def _copy(
    cursor: Any, statement: str, parameters: Sequence[Mapping[str, Any]], context: Any
) -> bool | None:
    """Write the rows and return True, or None to have the statement executed as it is."""
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
    """Return the COPY of an INSERT and the names of its values, or None where it says more.

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
