"""Fix an instance's mode when its database is created, and keep its clock.

An instance is one city with one clock. Only `live` follows the system clock; `replay`, `demo` and
`sandbox` keep a stored day that only moves forward. A live instance may be created to import its
history first: until that has ended, it keeps a stored day too (ADR 0038).
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
from liaison_kit.store import records
from liaison_kit.store.database import Database
from liaison_kit.store.ids import new_id

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
    history_until: date | None = None

    @property
    def brings_history(self) -> bool:
        """Return whether a live instance is still importing its history."""
        return self.mode == "live" and self.day is not None


def create(
    database: Database,
    service: str,
    mode: str,
    day: date | None = None,
    history_until: date | None = None,
) -> Instance:
    """Stamp a new database with its service and mode; an equal stamp is kept.

    A live instance with `history_until` starts at `day` and imports its past up to that day.

    Raises:
        WrongInstance: if it was stamped for another service or mode.
    """
    if mode not in MODES:
        raise WrongInstance(f"mode {mode!r} is unknown; choose one of {', '.join(MODES)}")
    _require_days(mode, day, history_until)
    with database.writing() as session:
        row = session.execute(select(records.instance)).first()
        if row is None:
            now = datetime.now(UTC)
            values = {"service": service, "mode": mode, "logid": new_id(), "day": day}
            values["history_until"] = history_until
            session.execute(insert(records.instance).values(**values, created_at=now))
            counters = [{"name": name, "position": 0} for name in _counters(service)]
            session.execute(insert(records.log_head), counters)
            session.execute(insert(records.relay_cursor).values(name="relay", position=0))
    return open_instance(database, service, mode)


def _require_days(mode: str, day: date | None, history_until: date | None) -> None:
    if history_until is None:
        if (mode == "live") == (day is not None):
            raise WrongInstance("a live instance has no day of its own; every other mode needs one")
    elif mode != "live" or day is None or not day <= history_until < _system_day():
        raise WrongInstance(
            "only a live instance brings its history: from a day, up to a later one that is over"
        )


def _counters(service: str) -> list[str]:
    numbered = {kind.numbered for kind in EVENTS.values() if kind.source == service}
    return ["log", *sorted(numbered - {""})]


def open_instance(database: Database, service: str, mode: str) -> Instance:
    """Read the stamp and refuse a database of another service or mode.

    Raises:
        WrongInstance: naming what was found, what was expected, and the remedy.
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
    """Return the stamp, or None; `for_update` makes a concurrent close of a day wait."""
    row = session.execute(_READ.with_for_update() if for_update else _READ).first()
    if row is None:
        return None
    return Instance(
        row.service,
        row.mode,
        row.logid,
        row.day,
        row.last_closed_on,
        row.register_version,
        row.history_until,
    )


def today(instance: Instance) -> date:
    """Return the instance's day: the system's in live (Asia/Shanghai), otherwise the stored one."""
    return instance.day or _system_day()


def _system_day() -> date:
    return datetime.now(TIME_ZONE).date()


def advance(session: Session, instance: Instance, on: date) -> None:
    """Move a stored day forward; repeating the same day changes nothing.

    Raises:
        Refused: in live, where the clock cannot be set.
        Conflict: for a day before the present one, or after the end of a live instance's history.
    """
    if instance.day is None:
        raise Refused("clock_is_live")
    if on < instance.day:
        raise Conflict("day_is_past", today=instance.day)
    if instance.history_until is not None and on > instance.history_until:
        raise Conflict("after_history", until=instance.history_until)
    session.execute(update(records.instance).values(day=on))


def require_history_closed(session: Session, until: date) -> None:
    """Refuse to end a history before its last day is closed here.

    Raises:
        Conflict: naming that day.
    """
    found = read(session, for_update=True)
    if found is None or (found.history_until, found.last_closed_on) != (until, until):
        day = found and found.history_until
        raise Conflict("history_unfinished", until=day)


def end_history(session: Session, until: date) -> None:
    """Switch a live instance to the system clock; repeating it changes nothing.

    Raises:
        Conflict: before the last day of its history is closed here.
    """
    found = read(session)
    if found is not None and found.brings_history:
        require_history_closed(session, until)
        follow_system_clock(session)


def follow_system_clock(session: Session) -> None:
    """Remove the stored day of a live instance whose history has ended."""
    ours = records.instance.c.mode == "live"
    session.execute(update(records.instance).where(ours).values(day=None))


def mark_closed(session: Session, on: date) -> None:
    """Store the last closed day."""
    session.execute(update(records.instance).values(last_closed_on=on))
