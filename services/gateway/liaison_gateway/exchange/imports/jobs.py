"""Open imports and show their progress."""

from __future__ import annotations

from sqlalchemy import RowMapping, insert, select, update

from liaison_contracts.errors import Forbidden, LiaisonError, NotFound
from liaison_contracts.gateway import (
    GetImport,
    Import,
    ListImportErrors,
    ListImports,
    OpenImport,
    RowError,
    ShownFault,
    ShownReason,
)
from liaison_contracts.sentences import Reader
from liaison_gateway.access.work import Rows, Work
from liaison_gateway.base.problems import detail_in, reader_here, said
from liaison_gateway.exchange.files.file_store import find_for, note_uses
from liaison_gateway.exchange.imports.resources import RESOURCES, Resource
from liaison_gateway.exchange.imports.rows import count_rows, error_in
from liaison_gateway.exchange.imports.tables import (
    FAILED,
    WAITING,
    jobs,
    row_errors,
)
from liaison_gateway.exchange.instants import now_ms, text_of
from liaison_kit.claims import Caller
from liaison_kit.store.ids import new_id

_J = jobs.c


def open_job(work: Work, wish: OpenImport) -> Import:
    """Open an import of a file; a file is imported only once, and then its state is returned.

    An import that failed goes on where it stopped.

    Raises:
        Forbidden: for a caller who could not send such rows one by one either.
        NotFound: when the caller has no such file.
        Invalid: when its rows cannot be read at all.
    """
    resource = RESOURCES[wish.resource]
    _require_may_import(work.caller, resource)
    own = _J.org == work.caller.org
    known = own & (_J.resource == resource.name) & (_J.sha256 == wish.sha256)
    row = work.session.execute(select(jobs).where(known)).mappings().first()
    if row is None:
        return _shown(_find(work, _insert(work, wish, resource)))
    work.was_done = True
    if row["state"] == FAILED:
        work.session.execute(update(jobs).where(known).values(state=WAITING, error=""))
    return _shown(_find(work, row["job_id"]))


def _require_may_import(caller: Caller, resource: Resource) -> None:
    if not set(resource.roles) & set(caller.roles):
        raise Forbidden("role_not_held", roles=resource.roles)


def _insert(work: Work, wish: OpenImport, resource: Resource) -> str:
    session, sha256 = work.session, wish.sha256
    find_for(session, work.caller, sha256)
    with work.gateway.blobs.open(sha256) as file:
        rows = count_rows(file, wish.format, resource.entry)
    job_id = f"im_{new_id()}"
    values = {"org": work.caller.org, "person_ref": work.caller.sub, "resource": resource.name}
    values |= {"form": wish.format, "sha256": sha256, "state": WAITING, "error": ""}
    counts = {"rows": rows, "done": 0, "accepted": 0, "waiting": 0, "refused": 0}
    session.execute(insert(jobs).values(job_id=job_id, created_at=now_ms(), **values, **counts))
    note_uses(session, {"sha256": sha256}, f"import/{job_id}")
    return job_id


def listed(work: Work, wish: ListImports) -> Rows:
    """Return the latest imports of the caller's organisation, newest first."""
    query = select(jobs).where(_J.org == work.caller.org).order_by(_J.job_id.desc())
    rows = work.session.execute(query.limit(wish.limit + 1)).mappings()
    return Rows.of([_shown(row) for row in rows], wish.limit)


def shown(work: Work, wish: GetImport) -> Import:
    """Return one import of the caller's organisation.

    Raises:
        NotFound: if there is none, or it belongs to another organisation.
    """
    return _shown(_find(work, wish.import_id))


def refused_rows(work: Work, wish: ListImportErrors) -> Rows:
    """Return the reasons of the refused rows after a number, in the reader's language."""
    job_id, reader = _find(work, wish.import_id)["job_id"], reader_here()
    at = (row_errors.c.job_id == job_id) & (row_errors.c.row > wish.after)
    query = select(row_errors).where(at).order_by(row_errors.c.row).limit(wish.limit + 1)
    found = [_refused(row.row, error_in(row.error), reader) for row in work.session.execute(query)]
    return Rows.of(found, wish.limit)


def _refused(row: int, error: LiaisonError, reader: Reader) -> RowError:
    told = said(error, reader)
    return RowError(
        row=row,
        code=told["code"],
        detail=told["detail"],
        values=told.get("values", {}),
        reasons=tuple(ShownReason(**each) for each in told.get("reasons", ())),
        articles=tuple(told.get("articles", ())),
        errors=tuple(ShownFault(**each) for each in told.get("errors", ())),
    )


def _find(work: Work, job_id: str) -> RowMapping:
    at = (_J.job_id == job_id) & (_J.org == work.caller.org)
    row = work.session.execute(select(jobs).where(at)).mappings().first()
    if row is None:
        raise NotFound("import_unknown", import_id=job_id)
    return row


def _shown(row: RowMapping) -> Import:
    finished = row["finished_at"]
    return Import(
        import_id=row["job_id"],
        resource=row["resource"],
        format=row["form"],
        sha256=row["sha256"],
        state=row["state"],
        error=detail_in(error_in(row["error"]), reader_here()) if row["error"] else "",
        rows=row["rows"],
        done=row["done"],
        accepted=row["accepted"],
        waiting=row["waiting"],
        refused=row["refused"],
        created_at=text_of(row["created_at"]),
        finished_at=text_of(finished) if finished else None,
    )
