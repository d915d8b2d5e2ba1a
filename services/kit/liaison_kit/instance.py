"""Fix an instance's mode when its database is made, and keep its clock.

One instance is one city with one clock. Only `live` follows the system clock; `replay`, `demo` and
`sandbox` keep a stored day that only moves forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Refused
from liaison_contracts.message import EVENTS
from liaison_kit import records
from liaison_kit.database import Database
from liaison_kit.ids import new_id

MODES = ("live", "replay", "demo", "sandbox")
_READ = select(records.instance)
TIME_ZONE = ZoneInfo("Asia/Shanghai")


class WrongInstance(RuntimeError):
    """Refuse to start: the database is missing, or belongs to another service or mode."""


@dataclass(frozen=True)
class Instance:
    """Describe one service's database: its mode, its log and its days."""

    service: str
    mode: str
    logid: str
    day: date | None
    last_closed_on: date | None
    register_version: str = ""


def create(database: Database, service: str, mode: str, day: date | None = None) -> Instance:
    """Stamp a new database with its service and mode; an equal stamp is left as it is.

    Raises:
        WrongInstance: when it was stamped for another service or mode.
    """
    if mode not in MODES:
        raise WrongInstance(f"mode {mode!r} is unknown; choose one of {', '.join(MODES)}")
    if (mode == "live") == (day is not None):
        raise WrongInstance("a live instance has no day of its own; every other mode needs one")
    with database.writing() as session:
        row = session.execute(select(records.instance)).first()
        if row is None:
            now = datetime.now(UTC)
            values = {"service": service, "mode": mode, "logid": new_id(), "day": day}
            session.execute(insert(records.instance).values(**values, created_at=now))
            counters = [{"name": name, "position": 0} for name in _counters(service)]
            session.execute(insert(records.log_head), counters)
            session.execute(insert(records.relay_cursor).values(name="relay", position=0))
    return open_instance(database, service, mode)


def _counters(service: str) -> list[str]:
    numbered = {kind.numbered for kind in EVENTS.values() if kind.source == service}
    return ["log", *sorted(numbered - {""})]


def open_instance(database: Database, service: str, mode: str) -> Instance:
    """Read the stamp and refuse a database of another service or mode.

    Raises:
        WrongInstance: naming what was found, what was asked for and the way out.
    """
    try:
        with database.reading() as session:
            found = read(session)
    except DatabaseError as error:
        raise WrongInstance(
            f"The database of {service} has no instance yet ({type(error.orig).__name__}); make it "
            f"with: python -m liaison_{service} migrate --mode {mode}"
        ) from error
    if found is None:
        raise WrongInstance(
            f"The database of {service} is not stamped; run: "
            f"python -m liaison_{service} migrate --mode {mode}"
        )
    if (found.service, found.mode) != (service, mode):
        raise WrongInstance(
            f"This database belongs to {found.service} in mode {found.mode}, not to {service} in "
            f"mode {mode}. Point DATABASE_URL to the right one, or set LIAISON_MODE={found.mode}."
        )
    return found


def read(session: Session, *, for_update: bool = False) -> Instance | None:
    """Return the stamp, or None; `for_update` makes a second closer of a day wait."""
    row = session.execute(_READ.with_for_update() if for_update else _READ).first()
    if row is None:
        return None
    return Instance(
        row.service, row.mode, row.logid, row.day, row.last_closed_on, row.register_version
    )


def today(instance: Instance) -> date:
    """Return the instance's day: the system's in live (Asia/Shanghai), else the stored one."""
    return instance.day or datetime.now(TIME_ZONE).date()


def advance(session: Session, instance: Instance, on: date) -> None:
    """Move a stored day forward; the same day again changes nothing.

    Raises:
        Refused: in live, where the clock cannot be set.
        Conflict: for a day before the present one.
    """
    if instance.mode == "live" or instance.day is None:
        raise Refused("clock_is_live", "The clock of a live instance cannot be set.")
    if on < instance.day:
        raise Conflict("day_is_past", f"The day is {instance.day} already and never moves back.")
    session.execute(update(records.instance).values(day=on))


def mark_closed(session: Session, on: date) -> None:
    """Remember the last day that was closed."""
    session.execute(update(records.instance).values(last_closed_on=on))
