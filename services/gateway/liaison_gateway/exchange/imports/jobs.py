"""Open imports and show how far they have come."""

from __future__ import annotations

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Forbidden, LiaisonError, NotFound
from liaison_gateway.exchange.files.file_store import find_for, note_uses
from liaison_gateway.exchange.imports.resources import Resource
from liaison_gateway.exchange.imports.rows import count_rows, error_in
from liaison_gateway.exchange.imports.tables import (
    FAILED,
    WAITING,
    jobs,
    row_errors,
)
from liaison_kit.claims import Caller
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.ids import new_id

_J = jobs.c


def require_may_import(caller: Caller, resource: Resource) -> None:
    """Refuse a caller who could not send such rows one by one either.

    Raises:
        Forbidden: naming the roles that may.
    """
    if not set(resource.roles) & set(caller.roles):
        raise Forbidden("role_not_held", roles=resource.roles)


def open_job(
    session: Session,
    blobs: Blobs,
    caller: Caller,
    resource: Resource,
    form: str,
    sha256: str,
    now_ms: int,
) -> tuple[RowMapping, bool]:
    """Open an import of a file and tell whether it was opened before; a file is imported once.

    An import that failed goes on where it stopped.

    Raises:
        NotFound: when the caller has no such file.
        Invalid: when its rows cannot be read at all.
    """
    known = (_J.org == caller.org) & (_J.resource == resource.name) & (_J.sha256 == sha256)
    row = session.execute(select(jobs).where(known)).mappings().first()
    if row is not None:
        if row["state"] == FAILED:
            session.execute(update(jobs).where(known).values(state=WAITING, error=""))
        return find(session, caller, row["job_id"]), True
    find_for(session, caller, sha256)
    with blobs.open(sha256) as file:
        rows = count_rows(file, form, resource.entry)
    job_id = f"im_{new_id()}"
    values = {"org": caller.org, "person_ref": caller.sub, "resource": resource.name}
    values |= {"form": form, "sha256": sha256, "state": WAITING, "error": ""}
    counts = {"rows": rows, "done": 0, "accepted": 0, "refused": 0}
    session.execute(insert(jobs).values(job_id=job_id, created_at=now_ms, **values, **counts))
    note_uses(session, {"sha256": sha256}, f"import/{job_id}")
    return find(session, caller, job_id), False


def find(session: Session, caller: Caller, job_id: str) -> RowMapping:
    """Return one import of the caller's organisation.

    Raises:
        NotFound: when there is none, or it is another's.
    """
    at = (_J.job_id == job_id) & (_J.org == caller.org)
    row = session.execute(select(jobs).where(at)).mappings().first()
    if row is None:
        raise NotFound("import_unknown", import_id=job_id)
    return row


def listed(session: Session, caller: Caller, limit: int) -> list[RowMapping]:
    """Return the latest imports of the caller's organisation."""
    query = select(jobs).where(_J.org == caller.org).order_by(_J.job_id.desc()).limit(limit)
    return list(session.execute(query).mappings())


def errors_of(
    session: Session, job_id: str, after: int, limit: int
) -> list[tuple[int, LiaisonError]]:
    """Return what the rows after a number were refused with."""
    at = (row_errors.c.job_id == job_id) & (row_errors.c.row > after)
    query = select(row_errors).where(at).order_by(row_errors.c.row).limit(limit)
    return [(row.row, error_in(row.error)) for row in session.execute(query)]
