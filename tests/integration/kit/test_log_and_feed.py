"""The log is gapless and in commit order; feeds of several producers come out the same."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from liaison_kit.claims import Caller, Verifier
from liaison_kit.log import operator_actions, verification
from liaison_kit.log.event_log import read_after
from liaison_kit.log.feed import Feed, FeedStopped
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database
from liaison_kit.testing import toy
from liaison_kit.testing.wait import wait_for
from tests.integration.kit.systems import LocalSystem

TESTER = Caller("P-1", "lab", ("tester",), "key-1")
DAY = date(2018, 1, 1)


@pytest.fixture
def system(postgres_database: Callable[[], str]) -> Iterator[LocalSystem]:
    found = LocalSystem(lambda name: postgres_database())
    yield found
    found.close()


def record(runtime: Runtime, subject: str, *numbers: int, before_commit: Any = None) -> None:
    with runtime.transaction() as (session, make):
        work = make(TESTER)
        for number in numbers:
            work.record(toy.Told(subject, number))
        session.flush()
        if before_commit:
            before_commit()


def test_positions_follow_the_order_of_commits(system: LocalSystem) -> None:
    """A sequence would give the slow transaction the lower number, and a reader would skip it."""
    producer = system.runtimes["producer"]
    begun, go = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go.wait(30)

    slow = threading.Thread(
        target=record, args=(producer, "slow", 1), kwargs={"before_commit": hold}
    )
    slow.start()
    begun.wait(30)
    record(producer, "quick", 2)
    system.settle()
    assert system.heard() == [("quick", 2)]
    go.set()
    slow.join()
    system.settle()
    assert system.heard() == [("quick", 2), ("slow", 1)]
    report = verification.verify(producer)
    assert report.faults == []
    assert report.found["head"] == 2


def test_verify_finds_a_gap(system: LocalSystem) -> None:
    record(system.runtimes["producer"], "a", 1, 2, 3)
    with system.runtimes["producer"].database.writing() as session:
        session.execute(text("DELETE FROM event_log WHERE position = 2"))
    assert verification.verify(system.runtimes["producer"]).faults


def test_another_event_at_a_known_position_stops_the_feed(system: LocalSystem) -> None:
    record(system.runtimes["producer"], "a", 1, 2)
    system.settle()
    with system.runtimes["producer"].database.writing() as session:
        session.execute(text("UPDATE event_log SET id = 'another' WHERE position = 2"))
    with pytest.raises(FeedStopped, match="another event at position 2"):
        system.feed.catch_up()
    record(system.runtimes["producer"], "a", 3)
    system.settle()
    assert len(system.heard()) == 2
    assert "producer" in system.runtimes["echo"].head()["stopped"]
    with system.runtimes["producer"].database.writing() as session:
        shorter = text("UPDATE log_head SET position = 1")
        session.execute(shorter)
    operator_actions.resume_feed(system.runtimes["echo"], "producer", "P-9", "looked at it")
    with pytest.raises(FeedStopped):
        system.feed.catch_up()


def test_what_waits_behind_a_subject_being_settled_is_not_forgotten(system: LocalSystem) -> None:
    """A retry holds the feed's row, so that nothing is parked behind what it frees."""
    record(system.runtimes["producer"], "s", 1313)
    system.settle()
    (entry,) = system.parked()
    started = threading.Event()
    echo = system.runtimes["echo"]

    def slow_handler(work: Any, told: Any) -> None:
        started.set()
        handled.wait(2)

    handled = threading.Event()
    handlers, echo.handlers = echo.handlers, {"producer": {"toy.told.v1": slow_handler}}
    retry = threading.Thread(
        target=operator_actions.retry_parked, args=(echo, entry["parked_id"], "P-9", "mended")
    )
    retry.start()
    started.wait(30)
    record(system.runtimes["producer"], "s", 1)
    pump = threading.Thread(target=system.settle)
    pump.start()
    handled.set()
    retry.join()
    pump.join()
    echo.handlers = handlers
    wait_for(lambda: not system.parked(), 1, "nothing parked")


class Two:
    """A consumer of two producers that counts pairs, whichever half comes first."""

    def __init__(self, folder: Path, name: str) -> None:
        url = f"sqlite:///{folder}/{name}.sqlite"
        self.database = create_database(url, "echo", "demo", toy.metadata, DAY)
        hears = {"toy.told.v1": toy.on_told}
        self.runtime = Runtime(
            "echo",
            "demo",
            self.database,
            toy.TOY_EDITION,
            Verifier([]),
            {"producer": hears, "other": hears},
        )

    def state(self) -> list[tuple[str, int]]:
        with self.database.reading() as session:
            return sorted(toy.numbers_heard(session))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.lists(st.sampled_from(["producer", "other"]), min_size=1, max_size=12))
def test_any_interleaving_of_two_producers_ends_in_the_same_state(
    order: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("two")
    logs = {name: told_by(folder, name) for name in ("producer", "other")}
    consumer = Two(folder, "consumer")
    feeds = {
        name: Feed(name, consumer.runtime._heard, consumer.runtime.handlers[name], fetch_of(log))
        for name, log in logs.items()
    }
    taken = dict.fromkeys(logs, 0)
    for name in order:
        feeds[name].offer(logs[name][taken[name] : taken[name] + 2])
        taken[name] += 2
    for feed in feeds.values():
        feed.catch_up()
    assert consumer.state() == [(name, n) for name in ("other", "producer") for n in range(1, 7)]
    consumer.database.close()


def told_by(folder: Path, name: str) -> list[dict[str, Any]]:
    database = create_database(f"sqlite:///{folder}/{name}.sqlite", name, "demo", None, DAY)
    runtime = Runtime(name, "demo", database, toy.TOY_EDITION, Verifier([]))
    record(runtime, name, *range(1, 7))
    with database.reading() as session:
        found = read_after(session, name, runtime.instance.logid, 0, 100)
    database.close()
    return found


def fetch_of(log: list[dict[str, Any]]) -> Callable[[int, int], dict[str, Any]]:
    def fetch(position: int, limit: int) -> dict[str, Any]:
        events = log[position : position + limit]
        return {"logid": log[0]["logid"], "head": len(log), "events": events}

    return fetch


UNDER_EVENTLET = """
import warnings; warnings.simplefilter("ignore")
import eventlet; eventlet.monkey_patch()
import sys, time, threading
from datetime import date
from sqlalchemy import text
from liaison_kit.start import create_database
database = create_database(sys.argv[1], "producer", "demo", None, date(2018, 1, 1))
def write():
    for _ in range(20):
        with database.writing() as session:
            session.execute(text("UPDATE log_head SET position = position + 1"))
            time.sleep(0.001)  # a yield inside a write transaction
threads = [threading.Thread(target=write) for _ in range(8)]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
with database.reading() as session:
    print(session.execute(text("SELECT position FROM log_head")).scalar())
"""


def test_sqlite_under_eventlet_has_one_writer_and_is_never_locked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNDER_EVENTLET, url],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout.strip(), "locked" in done.stderr) == ("160", False), done.stderr
