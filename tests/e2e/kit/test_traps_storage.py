"""Each trap of stock storage: first the fault is shown, then that the kit does not have it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

from liaison_kit.claims import Caller
from liaison_kit.testing import toy
from tests.integration.kit.systems import LocalSystem

SCRIPT = Path(__file__).parent / "stock_storage.py"


def said(*arguments: str, **more: str) -> str:
    inherited = {key: value for key, value in os.environ.items() if key != "PSYCOPG_WAIT_FUNC"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(SCRIPT), *arguments],
        env={**inherited, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_positions_of_a_database_sequence_skip_what_commits_late(
    postgres_database: Callable[[], str],
) -> None:
    """Stock: a reader that remembers the last id never sees the row that was begun earlier."""
    url = postgres_database().replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as slow, psycopg.connect(url) as quick:
        slow.execute("CREATE TABLE told (id bigserial, number int)")
        slow.commit()
        slow.execute("INSERT INTO told (number) VALUES (1)")
        quick.execute("INSERT INTO told (number) VALUES (2)")
        quick.commit()
        (last,) = quick.execute("SELECT max(id) FROM told").fetchone() or (0,)
        slow.commit()
        later = quick.execute("SELECT number FROM told WHERE id > %s", [last]).fetchall()
    assert (last, later) == (2, [])


def test_positions_of_the_kit_are_given_at_the_commit(postgres_database: Callable[[], str]) -> None:
    system = LocalSystem(lambda name: postgres_database())
    producer, caller = system.runtimes["producer"], Caller("P-1", "lab", ("tester",), "key-1")
    with producer.transaction() as (_, slow):
        slow(caller).record(toy.Told("slow", 1))
        with producer.transaction() as (_, quick):
            quick(caller).record(toy.Told("quick", 2))
        first = [event["data"]["number"] for event in producer.events_after(0, 10)["events"]]
    later = [event["data"]["number"] for event in producer.events_after(1, 10)["events"]]
    system.close()
    assert (first, later) == ([2], [1])


def test_a_yield_inside_a_sqlite_transaction(tmp_path: Path) -> None:
    """Stock: the other writer is told "database is locked". The kit's writers wait in turn."""
    stock = ast.literal_eval(said("sqlite", str(tmp_path / "stock.sqlite"), "stock"))
    assert stock == ["written", "database is locked"]
    kit = ast.literal_eval(said("sqlite", str(tmp_path / "kit.sqlite"), "kit"))
    assert kit == ["written", "written"]


def test_a_query_of_psycopg_under_eventlet(postgres_database: Callable[[], str]) -> None:
    """Stock: nothing else runs until it ends. With the kit's setting everything does."""
    url = postgres_database().replace("postgresql+psycopg", "postgresql")
    assert int(said("psycopg", url)) == 0
    assert int(said("psycopg", url, PSYCOPG_WAIT_FUNC="wait_selector")) > 5
