"""Apply the register of extensions and decided readings to a service's edition (Article 15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from liaison_kit.law.editions import (
    Edition,
    Extension,
    ReadingDecision,
)
from liaison_kit.store import records
from liaison_kit.store.ids import name_id, new_id

_TABLE = records.policy_register
_GROWN = "liaison_register_grown"


class Register:
    """Cache the edition in force with its register; read it again only when an entry was added."""

    def __init__(self, base: Edition[Any, Any]) -> None:
        self.base = base
        self._version = ""
        self._edition = base

    def edition(self, session: Session, version: str | None = None) -> Edition[Any, Any]:
        """Return the edition with every entry that this service has recorded or received.

        `version` is the version of the register, if the caller has just read the instance's row.
        """
        if version is None or session.info.get(_GROWN):
            stamp = records.instance.c.register_version
            version = session.execute(select(stamp)).scalar() or ""
        if version != self._version:
            self._edition, self._version = self._look_up(session), version
        return self._edition

    def _look_up(self, session: Session) -> Edition[Any, Any]:
        rows = session.execute(select(_TABLE)).all()
        extensions = tuple(
            Extension(row.document_no, row.decided_on, row.valid_until)
            for row in rows
            if row.kind == "extension"
        )
        decisions = tuple(
            ReadingDecision(row.reading, row.value, row.document_no, row.decided_on)
            for row in rows
            if row.kind == "reading"
        )
        return self.base.with_register(extensions, decisions)


def record_extension(
    session: Session,
    edition: str,
    document_no: str,
    decided_on: date,
    valid_until: date,
) -> None:
    """Store an extension of the trial; repeating it changes nothing."""
    _store(
        session,
        edition=edition,
        kind="extension",
        document_no=document_no,
        decided_on=decided_on,
        valid_until=valid_until,
        reading="",
    )


def record_reading(
    session: Session,
    edition: str,
    reading: str,
    value: str,
    document_no: str,
    decided_on: date,
) -> None:
    """Store the value of a reading from `decided_on` on."""
    _store(
        session,
        edition=edition,
        kind="reading",
        document_no=document_no,
        decided_on=decided_on,
        reading=reading,
        value=value,
    )


def _store(session: Session, **values: Any) -> None:
    entry_id = name_id(*(str(values[name]) for name in sorted(values)))
    known = select(_TABLE.c.entry_id).where(_TABLE.c.entry_id == entry_id)
    if session.execute(known).first() is None:
        session.execute(insert(_TABLE).values(entry_id=entry_id, **values))
        # a fresh name each time: after a rollback no other register can bear it
        session.execute(update(records.instance).values(register_version=new_id()))
        session.info[_GROWN] = True
