"""How many duty records a second go in through the gateway, and how fast an outlook is (11)."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from deploy.local.demo.cluster_instance import ClusterInstance
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import connect

RECORDS, PER_COMMAND, THREADS, RUNS, LOOKS = 10_000, 500, 2, 3, 200
DAY, PART, STATIONS = "2018-01-02", "industry_federation.enters", 200
PRIVATE = {name: value for name, value in os.environ.items() if not name.endswith("_URI")}
WHAT = "duty records, {} a command, {} clients, gateway to PostgreSQL and view"
LOOK = "outlook of one station with {:,} records this year, through the gateway"
DUTY = "INSERT INTO bare_duties VALUES (%s, %s, 'promotion_post', %s, %s, %s)"
EVENT = "INSERT INTO bare_events (told) VALUES (%s)"
OWED = "SELECT duty_type, occurred_on, outcome FROM duties WHERE station_code = %s"


def test_duties_go_in_by_hundreds_and_the_outlook_is_at_once(
    report: Report, sized: Callable[[int], int]
) -> None:
    """Send whole commands over HTTP to the running suite; plain inserts and a query stand beside.

    Each record has a page of its own, so that its reuse is looked for.
    """
    count = max(PER_COMMAND, sized(RECORDS) // PER_COMMAND * PER_COMMAND)
    with running_instance() as instance, bare_database(instance) as database:
        rates, bare = [], []
        for run in range(RUNS + 1):  # the first one warms up
            commands = [
                [a_record(run, number) for number in range(first, first + PER_COMMAND)]
                for first in range(0, count, PER_COMMAND)
            ]
            rate = rate_of(count, lambda found=commands: send_all(instance, found))
            reference = rate_of(count, lambda found=commands: insert_all(database, found))
            if run:
                rates.append(rate)
                bare.append(reference)
        looks = [milliseconds(lambda: look(instance)) for _ in range(max(10, sized(LOOKS)))]
        queries = [milliseconds(lambda: query(database)) for _ in range(len(looks))]
    told = f"psycopg, two inserts a record: {Figure('records/s', bare).shown()}"
    what = WHAT.format(PER_COMMAND, THREADS)
    report.add(Row("15", what, Figure("records/s", rates), Target(at_least=1000), told))
    told = f"psycopg, the station's records: {Figure('ms', [statistics.median(queries)]).shown()}"
    records = (RUNS + 1) * count // STATIONS
    figure = Figure("ms", [statistics.median(looks)])
    report.add(Row("15b", LOOK.format(records), figure, Target(at_most=20), told))
    slowest = Figure("ms", [statistics.quantiles(looks, n=100)[98]])
    report.add(Row("15c", "the same, 99th percentile", slowest))


@contextmanager
def running_instance() -> Iterator[ClusterInstance]:
    """Start the suite on private servers, with its stations."""
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as folder:
        Path(folder).chmod(0o755)
        with ClusterInstance(Path(folder), PRIVATE) as instance:
            stations = [a_station(f"LZ-{number:03d}") for number in range(STATIONS)]
            instance.client.ask(
                "importer", "/v1/stations/imports", {"stations": stations}, "stations"
            )
            instance.client.wait_until_quiet()
            yield instance


@contextmanager
def bare_database(instance: ClusterInstance) -> Iterator[psycopg.Connection]:
    """Open assessment's database with two plain tables beside its own."""
    with connect(instance.cluster.access["assessment"].owner_url) as database:
        database.execute(
            "CREATE TABLE bare_duties (code text PRIMARY KEY, station text, kind text,"
            " occurred_on date, reported_on date, evidence text)"
        )
        database.execute("CREATE TABLE bare_events (position serial PRIMARY KEY, told text)")
        yield database


def send_all(instance: ClusterInstance, commands: list[list[dict[str, Any]]]) -> None:
    """Send the commands from two clients."""

    def one(records: list[dict[str, Any]]) -> None:
        answer = instance.client.ask(
            PART, "/v1/duty-records", {"records": records}, records[0]["record_code"]
        )
        assert {found["state"] for found in answer["results"]} == {"accepted"}, answer

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, commands))


def insert_all(database: psycopg.Connection, commands: list[list[dict[str, Any]]]) -> None:
    """Insert the same records and a line about each, a transaction a command."""
    for records in commands:
        with database.transaction(), database.cursor() as cursor:
            rows = [(r["record_code"], r["station_code"], DAY, DAY, r["evidence"]) for r in records]
            cursor.executemany(DUTY, rows)
            cursor.executemany(EVENT, [(str(record),) for record in records])


def look(instance: ClusterInstance) -> None:
    """Ask for one outlook over HTTP."""
    assert instance.client.get(PART, "/v1/stations/LZ-001/outlook")


def query(database: psycopg.Connection) -> None:
    """Read the records that an outlook is made of."""
    assert database.execute(OWED, ("LZ-001",)).fetchall()


def rate_of(count: int, act: Callable[[], None]) -> float:
    """Return how many a second an act does."""
    return count * 1000 / milliseconds(act)


def milliseconds(act: Callable[[], None]) -> float:
    """Return how long an act takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def a_record(run: int, number: int) -> dict[str, Any]:
    """Return a promotion post with a page of its own."""
    return {
        "record_code": f"D-{run}-{number:06d}",
        "station_code": f"LZ-{number % STATIONS:03d}",
        "duty_type": "promotion_post",
        "occurred_on": DAY,
        "reported_on": DAY,
        "evidence": f"https://example.org/posts/{run}/{number}",
    }


def a_station(code: str) -> dict[str, Any]:
    """Return a station's line."""
    return {
        "station_code": code,
        "host_name": f"host {code}",
        "host_kind": "chamber_abroad",
        "credit_code": "515105003170669079",
        "city_code": "440300",
        "guiding_department": "industry_federation",
        "head_ref": f"P-{code}-1",
        "liaison_ref": f"P-{code}-2",
        "plaque_granted_on": "2018-01-02",
        "plaque_no": f"plaque-{code}",
        "approval_no": f"approval-{code}",
    }
