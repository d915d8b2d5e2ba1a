"""How soon the register shows a filtered first page, on PostgreSQL, beside the bare query."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from psycopg import Connection
from sqlalchemy import insert, text

from liaison_gateway.access.accounts import Person, add_person
from liaison_gateway.model.tables import documents
from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_gateway.start.tables import metadata
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Signer, new_key_pair
from liaison_kit.client import Client
from liaison_kit.start import create_database
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import MODE, connect

STATIONS, DECISIONS, DEPARTMENTS, RUNS, REQUESTS = 10_000, 100_000, 100, 5, 200
MOST_MS, PAGE, AT_ONCE = 50, 50, 5_000
AT = "2018-01-01T00:00:00.000+00:00"
OFFICE = Person("office", "office", "office", "talent_office", ("talent_office",))
GUIDE = Person("guide", "guide", "guide", "department-7", ("guiding_department",))
BARE = "SELECT data FROM documents WHERE kind = %s AND {} = %s ORDER BY code LIMIT 51"
ASKED = (
    (
        "R1",
        OFFICE,
        "/v1/stations?state=active",
        ("station", "state", "active"),
        "the register, {stations:,} stations and {decisions:,} decisions: first page of the active",
    ),
    (
        "R2",
        GUIDE,
        "/v1/stations?state=active",
        ("station", "department", "department-7"),
        "the same, of one of {departments} departments",
    ),
    (
        "R3",
        GUIDE,
        "/v1/cases?state=open",
        ("case", "department", "department-7"),
        "decisions still open, of one of {departments} departments",
    ),
)


@pytest.fixture
def filled(
    postgres_database: Callable[[], str], sized: Callable[[int], int]
) -> Iterator[tuple[str, Database]]:
    """Give a read model of that size, as its folds leave it."""
    url = str(postgres_database())
    database = create_database(url, "gateway", MODE, metadata, date(2018, 1, 1))
    fill(database, "station", sized(STATIONS), ("active",) * 9 + ("withdrawn",))
    fill(database, "case", sized(DECISIONS), ("keep",) * 7 + ("continue", "revoke", "open"))
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    yield url, database
    database.close()


def test_the_register_shows_its_first_page(
    filled: tuple[str, Database], tmp_path: Path, report: Report, sized: Callable[[int], int]
) -> None:
    """Ask through the whole app: key, rights, filter, page; 95th percentile of each run."""
    url, database = filled
    client, keys = app_on(database, tmp_path)
    sizes = {"stations": sized(STATIONS), "decisions": sized(DECISIONS)}
    with connect(url) as bare:
        for number, person, path, where, what in ASKED:
            headers = {"Authorization": f"Bearer {keys[person.part]}"}

            def ask(path: str = path, headers: dict[str, str] = headers) -> None:
                answer = client.get(f"{path}&limit={PAGE}", headers=headers)
                assert answer.status_code == 200, answer.text

            values = [p95(ask) for _ in range(RUNS)]
            told = f"the bare SELECT: {Figure('ms', [bare_p95(bare, where)] * 1).shown()}"
            named = what.format(departments=DEPARTMENTS, **sizes)
            report.add(
                Row(number, f"{named}, p95", Figure("ms", values), Target(at_most=MOST_MS), told)
            )


def fill(database: Database, kind: str, count: int, states: tuple[str, ...]) -> None:
    """Put documents of a kind, each of a station of one of the departments."""
    for first in range(0, count, AT_ONCE):
        rows = [row(kind, number, states) for number in range(first, min(count, first + AT_ONCE))]
        with database.writing() as session:
            session.execute(insert(documents), rows)


def row(kind: str, number: int, states: tuple[str, ...]) -> dict[str, Any]:
    """Return one document as the folds keep it."""
    state, station = states[number % len(states)], f"LZ-{number % STATIONS:05d}"
    named = {"station_code": station, "department": f"department-{number // 10 * 7 % DEPARTMENTS}"}
    data = {
        **named,
        "state": state,
        "host_name": f"商会 {number}",
        "plaque_no": f"泸驻才〔2018〕{number}号",
        "reasons": ["x" * 200],
        "updated_at": AT,
    }
    text_of = json.dumps(data, ensure_ascii=False)
    own = {"kind": kind, "code": f"{kind}-{number:06d}", "year": 2018, "state": state}
    return {**named, **own, "updated_at": AT, "data": text_of, "change_no": number}


def app_on(database: Database, folder: Path) -> tuple[FlaskClient, dict[str, str]]:
    """Return a client of a gateway on that read model, and a key a person."""
    private, _ = new_key_pair("k1")
    client = Client(LocalBus(), Signer(private))
    gateway = gateway_of(MODE, database, client, "k" * 32, Blobs(folder))
    with database.writing() as session:
        keys = {
            person.part: add_person(session, person, live=False, cheap=True).key
            for person in (OFFICE, GUIDE)
        }
    return create_app(gateway).test_client(), keys


def p95(act: Callable[[], object]) -> float:
    """Return the 95th percentile of many calls, in milliseconds, after some to warm up."""
    for _ in range(10):
        act()
    taken = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.quantiles(taken, n=20)[-1]


def bare_p95(connection: Connection, where: tuple[str, str, str]) -> float:
    """Return the same of the query alone, by psycopg."""
    kind, column, value = where
    return p95(lambda: connection.execute(BARE.format(column), (kind, value)).fetchall())
