"""Assign codes in sequence; the counter row is a lock, so only one caller checks and inserts."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from liaison_registry.tables import Counter


def take(session: Session, name: str) -> int:
    """Return the next number of a counter, and hold its lock until the transaction ends."""
    step = (update(Counter).where(Counter.name == name).values(last=Counter.last + 1)).returning(
        Counter.last
    )
    number = session.execute(step).scalar()
    if number is None:
        _begin(session, name)
        number = session.execute(step).scalar_one()
    return int(number)


def _begin(session: Session, name: str) -> None:
    if session.execute(select(Counter.last).where(Counter.name == name)).first() is None:
        # another transaction may create it meanwhile; then it exists as well
        with suppress(IntegrityError), session.begin_nested():
            session.execute(insert(Counter).values(name=name, last=0))
