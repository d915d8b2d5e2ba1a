"""Store files: add one for a caller, find one that a caller may read, record their uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from liaison_contracts.errors import NotFound
from liaison_contracts.roles import FILE_READERS
from liaison_gateway.access.rights import (
    is_only_reviewer,
    may_see,
    scope_of,
)
from liaison_gateway.exchange.files.accepted_types import LARGEST_FILE, check_for
from liaison_gateway.exchange.files.tables import file_uses, files
from liaison_gateway.model.documents import find
from liaison_kit.claims import Caller
from liaison_kit.store.blobs import Blobs, StoredBlob
from liaison_kit.store.database import Database, at_end

_USES = "liaison_file_uses"
_HASH = re.compile(r"[0-9a-f]{64}")


def add(
    database: Database, blobs: Blobs, caller: Caller, chunks: Iterable[bytes], name: str = ""
) -> StoredBlob:
    """Store a file uploaded by a caller, and record their organisation as its owner.

    Raises:
        TooLarge: while it is read, as soon as it exceeds the limit.
        Invalid: for content that is not accepted.
    """
    stored = blobs.add(chunks, LARGEST_FILE, check_for(name))
    with database.writing() as session:
        _insert_once(
            session,
            files,
            sha256=stored.sha256,
            org=caller.org,
            person_ref=caller.sub,
            size=stored.size,
            media_type=stored.media_type,
            added_at=datetime.now(UTC),
        )
    return stored


def find_for(session: Session, caller: Caller, sha256: str) -> StoredBlob:
    """Return a file that a caller may read: their own, or one of a document that they may see.

    Raises:
        NotFound: for all others, even if they exist.
    """
    row = _row(session, sha256)
    if row is None or not _may_have(session, caller, sha256):
        raise NotFound("file_unknown", sha256=sha256[:64])
    return StoredBlob(row.sha256, row.size, row.media_type)


def note_uses(session: Session, data: Any, subject: str) -> None:
    """Record the files that a message names, so that they are kept and its readers may read them.

    The files of all messages in a transaction are looked up together before the commit.
    """
    if named := set(_hashes(data)):
        session.info.setdefault(_USES, set()).update((sha256, subject) for sha256 in named)
        at_end(session, _USES, lambda: _write_uses(session))


def _write_uses(session: Session) -> None:
    uses: set[tuple[str, str]] = session.info.pop(_USES)
    named = {sha256 for sha256, _ in uses}
    known = set(session.scalars(select(files.c.sha256).where(files.c.sha256.in_(named))))
    for sha256, subject in sorted(uses):
        if sha256 in known:  # others are hashes of something else
            _insert_once(session, file_uses, sha256=sha256, subject=subject)


def note_command(database: Database, body: Any) -> None:
    """Record a command's files before sending it, because its outcome may stay unknown."""
    if any(_hashes(body)):
        with database.writing() as session:
            note_uses(session, body, "")


def sweep(database: Database, blobs: Blobs, before: datetime) -> int:
    """Delete files uploaded before an instant that no message names."""

    def is_used(sha256: str) -> bool:
        used = select(file_uses.c.sha256).where(file_uses.c.sha256 == sha256).limit(1)
        with database.writing() as session:
            found = session.execute(used).first() is not None
            if not found:
                session.execute(delete(files).where(files.c.sha256 == sha256))
        return found

    return blobs.sweep(is_used, before.timestamp())


def _insert_once(session: Session, table: Table, **values: Any) -> None:
    with suppress(IntegrityError), session.begin_nested():
        session.execute(insert(table).values(**values))


def _row(session: Session, sha256: str, org: str = "") -> Any:
    query = select(files).where(files.c.sha256 == sha256)
    return session.execute(query.where(files.c.org == org) if org else query.limit(1)).first()


def _may_have(session: Session, caller: Caller, sha256: str) -> bool:
    if set(caller.roles) & set(FILE_READERS):
        return True
    if any(_is_own(_row(session, sha256, org), caller) for org in (caller.org, *caller.mandates)):
        return True
    scope = scope_of(caller)
    subjects = session.scalars(select(file_uses.c.subject).where(file_uses.c.sha256 == sha256))
    named = [_named(session, subject) for subject in subjects]
    return bool(scope) and any(may_see(found, scope) for found in named if found)


def _is_own(row: Any, caller: Caller) -> bool:
    """Return whether a file is the caller's: their organisation's, or a reviewer's own."""
    return row is not None and (not is_only_reviewer(caller) or row.person_ref == caller.sub)


def _named(session: Session, subject: str) -> dict[str, Any] | None:
    kind, _, code = subject.partition("/")
    return find(session, kind, code) if kind in ("station", "application") else None


def _hashes(data: Any) -> Iterator[str]:
    """Find the hashes in fields such as `evidence_sha256`, at any depth."""
    waiting = [("", data)]
    while waiting:
        name, part = waiting.pop()
        # an item of a list has the list's name
        pairs = part.items() if isinstance(part, dict) else ((name, value) for value in part)
        for its_name, value in pairs:
            if isinstance(value, str):
                # the length first, because it decides nearly all cases
                if len(value) == 64 and its_name.endswith("sha256") and _HASH.fullmatch(value):
                    yield value
            elif value and isinstance(value, (dict, list, tuple)):
                waiting.append((its_name, value))
