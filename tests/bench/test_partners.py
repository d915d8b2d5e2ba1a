"""How fast rows are imported in bulk, and how fast webhooks are delivered."""

from __future__ import annotations

import http.client
import itertools
import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import insert

from liaison_assessment.tables import Duty
from liaison_contracts.assessment import DutyRecorded
from liaison_gateway.exchange.imports.importer import Importer
from liaison_gateway.exchange.webhooks.queue import Outgoing
from liaison_gateway.model.tables import events
from liaison_kit.store.database import Database
from liaison_kit.testing.wait import wait_for
from tests.bench.report import Figure, Report, Row, Target
from tests.integration.gateway.system import System, an_envelope

RUNS, ROWS, TOLD, BATCH = 3, 20_000, 5_000, 500
DAY = date(2018, 3, 1)
_numbers = itertools.count(1_000_000)
OFFICER, OTHER = "industry_federation.enters", "overseas_federation.enters"


class FastReceiver(socketserver.ThreadingTCPServer):
    """Answer each POST with 204 as soon as its body is there; a slow one waits to be let go."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self, hold: threading.Event | None = None) -> None:
        receiver = self
        self.count = 0

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline():
                    length = 0
                    while line.strip():
                        if line.lower().startswith(b"content-length:"):
                            length = int(line.split(b":")[1])
                        line = self.rfile.readline()
                    self.rfile.read(length)
                    if hold is not None:
                        hold.wait(60)
                    receiver.count += 1
                    self.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """Give an embedded instance (SQLite) whose background work is run by hand."""
    found = System(tmp_path / "instance", webhook_networks=("127.0.0.0/8",))
    found.instance.importer.stop()
    found.add_station("LZ-001")
    found.add_station("LZ-900", "overseas_federation")
    yield found
    found.close()


def a_row(number: int) -> dict[str, Any]:
    return {
        "record_code": f"D-{number}",
        "station_code": "LZ-001",
        "duty_type": "promotion_post",
        "occurred_on": "2018-03-01",
        "reported_on": "2018-03-01",
        "evidence": f"post {number}",
    }


def test_rows_are_imported_in_bulk(
    system: System, report: Report, sized: Callable[[int], int], tmp_path: Path
) -> None:
    """Import a file of duty records through the commands, and insert the same rows bare."""
    count, rates, references = sized(ROWS), [], []
    gateway = system.instance.gateway
    for run in range(RUNS):
        rows = [a_row(run * count + number) for number in range(count)]
        sha256 = gateway.blobs.add(
            (json.dumps(row).encode() + b"\n" for row in rows), limit=2**30
        ).sha256
        headers = {**system.sign(OFFICER), "Content-Type": "application/octet-stream"}
        with gateway.blobs.open(sha256) as file:
            system.browser.post("/v1/files", data=file.read(), headers=headers)
        body = {"resource": "duty-records", "format": "ndjson", "sha256": sha256}
        job = system.post(OFFICER, "/v1/imports", body).json["data"]
        began = time.perf_counter()
        Importer(gateway.database, gateway.client, gateway.blobs).run()
        rates.append(count / (time.perf_counter() - began))
        done = system.get(OFFICER, f"/v1/imports/{job['import_id']}").json["data"]
        assert done["accepted"] == count
        references.append(bare_inserts(tmp_path / f"bare-{run}.sqlite", rows))
    told = f"SQLAlchemy inserts of {BATCH} rows each: {Figure('rows/s', references).shown()}"
    report.add(
        Row(
            "16",
            "bulk import of duty records, one process on SQLite",
            Figure("rows/s", rates),
            Target(2000),
            told,
        )
    )


def bare_inserts(path: Path, rows: list[dict[str, Any]]) -> float:
    database = Database(f"sqlite:///{path}")
    Duty.metadata.create_all(database.engine)
    table = Duty.__table__
    plain = [{name: row[name] for name in ("record_code", "evidence")} for row in rows]
    filler = {
        column.name: _filler(column)
        for column in table.columns
        if not column.nullable and column.name not in ("record_code", "evidence")
    }
    began = time.perf_counter()
    for start in range(0, len(plain), BATCH):
        with database.writing() as session:
            session.execute(
                insert(table), [{**filler, **row} for row in plain[start : start + BATCH]]
            )
    rate = len(plain) / (time.perf_counter() - began)
    database.close()
    return rate


def _filler(column: Any) -> Any:
    kind = column.type.python_type
    return {str: "x", int: 0, bool: False, date: date(2018, 3, 1), dict: {}, list: []}.get(
        kind, "x"
    )


def test_webhooks_are_delivered_and_a_slow_receiver_delays_nobody(
    system: System, report: Report, sized: Callable[[int], int]
) -> None:
    """Put many events on their way to a fast receiver while another one does not answer."""
    count, hold = sized(TOLD), threading.Event()
    rates, references = [], []
    for _ in range(RUNS):
        fast, slow = FastReceiver(), FastReceiver(hold)
        for part, receiver in ((OTHER, slow), (OFFICER, fast)):
            system.post(part, "/v1/webhooks", {"url": receiver.url})
        told = [(OTHER, "LZ-900", 50), (OFFICER, "LZ-001", count)]
        put_on_their_way(system, told)
        began = time.perf_counter()
        system.instance.courier.wake()
        wait_for(lambda fast=fast: fast.count >= count, 600, "all deliveries")
        rates.append(count / (time.perf_counter() - began))
        references.append(bare_posts(fast.url, count))
        for part in (OFFICER, OTHER):
            for found in system.get(part, "/v1/webhooks").json["data"]:
                path = f"/v1/webhooks/{found['endpoint_id']}"
                system.browser.delete(path, headers=system.sign(part))
        fast.shutdown()
    hold.set()
    shown = Figure("posts/s", references).shown()
    report.add(
        Row(
            "17",
            "webhooks to one fast receiver, while another one does not answer",
            Figure("deliveries/s", rates),
            Target(500),
            f"http.client, one connection: {shown}",
        )
    )


def put_on_their_way(system: System, told: list[tuple[str, str, int]]) -> None:
    """Tell events of stations to the read model, and let them be put on their way by hearing."""
    outgoing = Outgoing()
    with system.instance.gateway.database.writing() as session:
        for _, code, count in told:
            for number in islice(_numbers, count):
                record = DutyRecorded(
                    record_code=f"D-{number}",
                    station_code=code,
                    duty_type="promotion_post",
                    occurred_on=DAY,
                    reported_on=DAY,
                    late=False,
                    evidence_sha256=(),
                )
                at = "2018-03-01T00:00:00.000+00:00"
                envelope = an_envelope(record, f"station/{code}-{number % 50}", number, at)
                values = {
                    "service": "assessment",
                    "position": number,
                    "id": envelope.id,
                    "type": envelope.type,
                    "subject": envelope.subject,
                    "time": at,
                    "envelope": json.dumps(envelope.to_wire()),
                    "change_no": number,
                }
                session.execute(insert(events).values(**values))
                outgoing.note(session, envelope)


def bare_posts(url: str, count: int) -> float:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    body = json.dumps({"x": "y" * 900}).encode()
    began = time.perf_counter()
    for _ in range(count):
        connection.request("POST", "/", body)
        connection.getresponse().read()
    rate = count / (time.perf_counter() - began)
    connection.close()
    return rate
