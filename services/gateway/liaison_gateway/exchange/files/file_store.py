"""Keep files: add one for a caller, find one that a caller may have, note what names them."""

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
    """Store a file that a caller brings, and remember that their organisation brought it.

    Raises:
        TooLarge: while it is read, as soon as it is too much.
        Invalid: for content that is not taken.
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
    """Return a file that a caller may have: their own, or one of a thing that they may see.

    Raises:
        NotFound: for all others, also where there is one.
    """
    row = _row(session, sha256)
    if row is None or not _may_have(session, caller, sha256):
        raise NotFound("file_unknown", sha256=sha256[:64])
    return StoredBlob(row.sha256, row.size, row.media_type)


def note_uses(session: Session, data: Any, subject: str) -> None:
    """Note which files a message names, so that they stay and its readers may have them.

    They are looked up before the commit, those of all messages of a transaction at once.
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
    """Note which files a command names, before it is sent: whether it was done may stay unknown."""
    if any(_hashes(body)):
        with database.writing() as session:
            note_uses(session, body, "")


def sweep(database: Database, blobs: Blobs, before: datetime) -> int:
    """Delete the files that were brought before an instant and that no message names."""

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
    """Tell whether a file is the caller's: their organisation's, or a reviewer's own."""
    return row is not None and (not is_only_reviewer(caller) or row.person_ref == caller.sub)


def _named(session: Session, subject: str) -> dict[str, Any] | None:
    kind, _, code = subject.partition("/")
    return find(session, kind, code) if kind in ("station", "application") else None


def _hashes(data: Any) -> Iterator[str]:
    """Find the hashes that stand under a name such as `evidence_sha256`, however deep."""
    waiting = [("", data)]
    while waiting:
        name, part = waiting.pop()
        # what stands in a list bears the list's name
        pairs = part.items() if isinstance(part, dict) else ((name, value) for value in part)
        for its_name, value in pairs:
            if isinstance(value, str):
                # the length first, because it settles nearly all of them
                if len(value) == 64 and its_name.endswith("sha256") and _HASH.fullmatch(value):
                    yield value
            elif value and isinstance(value, (dict, list, tuple)):
                waiting.append((its_name, value))
