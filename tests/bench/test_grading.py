"""How long a year of many stations takes from open scores to published grades (Article 12)."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import psycopg

from liaison_contracts.assessment import GetDossier
from tests.bench.grading_system import PROPOSES, GradingSystem
from tests.bench.report import Figure, Report, Row, Target
from tests.bench.services import connect

STATIONS, FEWER, RUNS, FIRST_YEAR = 10_000, 1_000, 3, 2019
WEIGHTS = (15, 15, 10, 15, 25, 15, 5)
WHAT = "grading a year of {:,} stations, {:,} scores given by both sides, dossiers frozen"
STEPS = ("submit", "propose", "publish")


def test_a_year_is_graded_in_time_and_in_line_with_its_size(
    postgres_database: Callable[[], str], report: Report, sized: Callable[[int], int]
) -> None:
    """Submit, propose and publish whole years on PostgreSQL; a bare loop does the least of it."""
    many, few = sized(STATIONS), sized(FEWER)
    whole, steps, bare, dossiers = graded(postgres_database(), many)
    small, *_ = graded(postgres_database(), few)
    told = f"psycopg, weigh and sort, insert grade and JSON: {Figure('s', bare).shown()}"
    figure = Figure("s", whole)
    report.add(Row("12", WHAT.format(many, many * 14), figure, Target(at_most=60), told))
    for number, name in zip("bcd", STEPS, strict=True):
        report.add(Row(f"12{number}", f"of which {name}", Figure("s", steps[name])))
    ratio = (statistics.median(whole) / many) / (statistics.median(small) / few)
    what = f"time a station at {many:,} stations, as a share of that at {few:,}"
    report.add(Row("12e", what, Figure("%", [100 * ratio]), Target(at_most=120)))
    report.add(Row("12f", "one station's dossier, before publication", Figure("ms", dossiers)))


def graded(
    url: str, stations: int
) -> tuple[list[float], dict[str, list[float]], list[float], list[float]]:
    """Return seconds a year, seconds a step, seconds of the bare loop, milliseconds a dossier."""
    system = GradingSystem(url, stations)
    whole: list[float] = []
    steps: dict[str, list[float]] = {name: [] for name in STEPS}
    bare: list[float] = []
    dossiers: list[float] = []
    for year in range(FIRST_YEAR, FIRST_YEAR + RUNS):
        system.fill(year)
        system.open(year)
        for name in STEPS:
            if name == "publish":
                with timed(dossiers, 1000):
                    system.client.send(
                        PROPOSES, GetDossier(year=year, station_code=system.codes[-1])
                    )
            with timed(steps[name]):
                found = getattr(system, name)(year)
        assert found["graded"] == stations
        whole.append(sum(steps[name][-1] for name in STEPS))
        with connect(url) as database, timed(bare):
            grade_barely(database, year)
    system.close()
    return whole, steps, bare, dossiers


def grade_barely(database: psycopg.Connection, year: int) -> None:
    """Read all scores, weigh and sort them, and write a grade and a small document a station."""
    database.execute("CREATE TABLE IF NOT EXISTS bare (year int, code text, grade text, doc json)")
    totals: dict[str, Decimal] = {}
    query = "SELECT station_code, marks FROM score_sheets WHERE year = %s"
    for code, marks in database.execute(query, (year,)):
        points = (Decimal(marks[str(n)]) * weight for n, weight in enumerate(WEIGHTS, start=1))
        totals[code] = totals.get(code, Decimal(0)) + sum(points)
    order = sorted(totals, key=lambda code: (-totals[code], code))
    quota = round(len(order) / 5)
    rows = [
        (
            year,
            code,
            "excellent" if place < quota else "qualified",
            json.dumps({"station": code, "score": str(totals[code] / 200)}),
        )
        for place, code in enumerate(order)
    ]
    with database.transaction(), database.cursor() as cursor:
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", rows)


@contextmanager
def timed(into: list[float], factor: float = 1) -> Iterator[None]:
    """Note how long the block takes."""
    begun = time.perf_counter()
    yield
    into.append((time.perf_counter() - begun) * factor)
