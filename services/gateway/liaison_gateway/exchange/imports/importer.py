"""Run imports batch by batch, recording each before the next, so that a crash repeats nothing.

A batch is sent under a key derived from its rows. After a crash, the last batch is sent again, and
the service returns its stored answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from liaison_contracts.errors import LiaisonError, Unauthenticated, Unavailable
from liaison_contracts.message import load
from liaison_gateway.access.accounts import callers_of
from liaison_gateway.exchange.files.file_store import note_command
from liaison_gateway.exchange.imports.resources import (
    BATCH,
    RESOURCES,
    Numbered,
    Resource,
    Results,
)
from liaison_gateway.exchange.imports.rows import (
    Row,
    error_text,
    read_rows,
)
from liaison_gateway.exchange.imports.tables import (
    DONE,
    FAILED,
    RUNNING,
    WAITING,
    jobs,
    row_errors,
)
from liaison_kit.claims import Caller
from liaison_kit.client import Client
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database

LOOK_SECONDS = 0.5
_logger = get_logger(__name__)


@dataclass
class Importer:
    """Run open imports, oldest first, while `active` allows this process to."""

    database: Database
    client: Client
    blobs: Blobs
    now: Callable[[], float] = time.time
    active: Callable[[], bool] = lambda: True

    def __post_init__(self) -> None:
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def run(self) -> int:
        """Run every open import and return the number of processed rows."""
        done = 0
        while (job := self._next()) is not None and not self._stopping.is_set():
            done += self._carry_out(job)
        return done

    def start(self) -> None:
        """Look for imports in a separate thread."""
        self._thread = threading.Thread(target=self._run, name="importer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the current batch."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                if self.active():
                    self.run()
            except Exception as error:  # infrastructure: the next round continues here
                _logger.warning("import.paused", error=repr(error))

    def _next(self) -> RowMapping | None:
        query = select(jobs).where(jobs.c.state.in_((WAITING, RUNNING)))
        with self.database.reading() as session:
            return session.execute(query.order_by(jobs.c.job_id).limit(1)).mappings().first()

    def _carry_out(self, job: RowMapping) -> int:
        try:
            return self._carry_rows(job)
        except Unavailable:
            raise
        except LiaisonError as error:
            self._finish(job, FAILED, error_text(error))
            return 0

    def _carry_rows(self, job: RowMapping) -> int:
        caller, resource = self._caller_of(job), RESOURCES[job["resource"]]
        begun: int = job["done"]
        done = begun
        with self.blobs.open(job["sha256"]) as file:
            rows = islice(enumerate(read_rows(file, job["form"], resource.entry), 1), done, None)
            while batch := list(islice(rows, BATCH)):
                if self._stopping.is_set():
                    return done - begun
                results = self._send(resource, caller, batch, job["job_id"])
                done += len(batch)
                self._note(job["job_id"], done, len(batch), results)
        self._finish(job, DONE, "")
        return done - begun

    def _caller_of(self, job: RowMapping) -> Caller:
        with self.database.reading() as session:
            found = callers_of(session, [job["person_ref"]]).get(job["person_ref"])
        if found is None or found.org != job["org"]:
            raise Unauthenticated("import_without_owner")
        return replace(found, credential=f"import:{job['job_id']}")

    def _send(
        self, resource: Resource, caller: Caller, batch: list[tuple[int, Row]], key: str
    ) -> Results:
        read, faults = [], {}
        for number, row in batch:
            try:
                read.append(Numbered(number, _entry_of(resource, row)))
            except LiaisonError as error:
                faults[number] = error
        note_command(self.database, [row for _, row in batch])
        found = resource.send(self.client, caller, read, key) if read else Results()
        found.errors |= faults
        return found

    def _note(self, job_id: str, done: int, count: int, results: Results) -> None:
        with self.database.writing() as session:
            errors = [
                {"job_id": job_id, "row": number, "error": error_text(error)}
                for number, error in sorted(results.errors.items())
            ]
            if errors:
                session.execute(insert(row_errors), errors)
            values: dict[str, Any] = {"state": RUNNING, "done": done}
            values["accepted"] = jobs.c.accepted + results.accepted
            values["waiting"] = jobs.c.waiting + results.waiting
            values["refused"] = jobs.c.refused + count - results.accepted - results.waiting
            session.execute(update(jobs).where(jobs.c.job_id == job_id).values(**values))

    def _finish(self, job: RowMapping, state: str, error: str) -> None:
        values = {"state": state, "error": error, "finished_at": int(1000 * self.now())}
        with self.database.writing() as session:
            session.execute(update(jobs).where(jobs.c.job_id == job["job_id"]).values(**values))
        _logger.info("import.finished", job=job["job_id"], state=state)


def _entry_of(resource: Resource, row: Row) -> Any:
    if isinstance(row, LiaisonError):
        raise row
    return load(resource.entry, row)
