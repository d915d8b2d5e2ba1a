"""Number what becomes visible, in the order of its commit and without gaps.

A reader that has seen everything up to a number has missed nothing: a transaction takes its numbers
under a lock that it keeps until its commit, so a smaller number never appears later.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from liaison_gateway.model.tables import change_head

_NUMBER = change_head.c.number


def take_numbers(session: Session, count: int) -> int:
    """Take `count` numbers and return the first; others wait until this transaction ends.

    It must come before the rows it numbers are locked: then two transactions cannot wait for each
    other.
    """
    taken = update(change_head).values(number=_NUMBER + count).returning(_NUMBER)
    last = session.execute(taken).scalar_one_or_none()
    if last is None:
        session.execute(insert(change_head).values(number=count))
        last = count
    return int(last) - count + 1


def last_number(connection: Session | Connection) -> int:
    """Return the newest number that is visible."""
    return connection.execute(select(_NUMBER)).scalar_one_or_none() or 0
