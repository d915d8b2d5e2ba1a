"""Lists tell what changed in the order of its commit: a reader misses nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from liaison_contracts.message import EVENTS
from liaison_contracts.publish.examples import example_of
from liaison_gateway.base.metadata import metadata
from liaison_gateway.model import documents
from liaison_gateway.model.changes import last_number, take_numbers
from liaison_gateway.model.rebuild import rebuild
from liaison_gateway.model.tables import events
from liaison_kit.start import create_database
from liaison_kit.store.database import Database
from liaison_kit.testing.wait import wait_for
from tests.integration.gateway.system import System, shown
from tests.integration.incentives.makers import D

KIND = "duty_record"
ALL: dict[str, Any] = {"filters": {}, "scope": {}, "updated_since": ""}


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give a read model without documents, on each database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/gateway.sqlite"
    else:
        url = request.getfixturevalue("postgres_database")()
    found = create_database(url, "gateway", "demo", metadata, D("2018-01-01"))
    yield found
    found.close()


def put(database: Database, *codes: str) -> None:
    with database.writing() as session:
        for code in codes:
            documents.put(session, KIND, code, {"record_code": code})


def changed(database: Database, after: int, limit: int = 500) -> list[tuple[int, str]]:
    with database.reading() as session:
        return documents.changes(session, KIND, after=after, limit=limit, **ALL)


def codes_of(rows: list[tuple[int, str]]) -> list[str]:
    return [json.loads(text)["record_code"] for _, text in rows]


def test_numbers_have_no_gaps_and_a_changed_document_comes_again(database: Database) -> None:
    put(database, "a", "b")
    put(database, "c")
    rows = changed(database, 0)
    assert [number for number, _ in rows] == [1, 2, 3]
    put(database, "a")
    assert codes_of(changed(database, 3)) == ["a"]
    assert codes_of(changed(database, 0)) == ["b", "c", "a"]


def die_after_writing(database: Database) -> None:
    with database.writing() as session:
        documents.put(session, KIND, "lost", {"record_code": "lost"})
        documents.Drafts.of(session).write()
        raise RuntimeError("the process dies here")


def test_a_transaction_that_is_rolled_back_leaves_no_gap(database: Database) -> None:
    with pytest.raises(RuntimeError):
        die_after_writing(database)
    put(database, "kept")
    assert [number for number, _ in changed(database, 0)] == [1]


def test_no_smaller_number_appears_later(postgres_database: Callable[[], str]) -> None:
    """Two writers at once: whoever took the smaller number is visible first."""
    database = create_database(postgres_database(), "gateway", "demo", metadata, D("2018-01-01"))
    put(database, "first")
    took, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with database.writing() as session:
            documents.put(session, KIND, "slow", {"record_code": "slow"})
            documents.Drafts.of(session).write()
            took.set()
            may_commit.wait(10)

    writers = [threading.Thread(target=slow), threading.Thread(target=put, args=(database, "fast"))]
    writers[0].start()
    took.wait(10)
    writers[1].start()
    seen = codes_of(changed(database, 0))
    assert "fast" not in seen, "a larger number is visible before a smaller one"
    may_commit.set()
    for writer in writers:
        writer.join(10)
    assert codes_of(changed(database, 0)) == ["first", "slow", "fast"]
    database.close()


def is_waiting(database: Database) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with database.asking() as connection:
        return bool(connection.execute(text(query)).scalar())


def test_a_rebuild_and_a_writer_do_not_wait_for_each_other(
    postgres_database: Callable[[], str],
) -> None:
    """A writer has its numbers before its rows, and so has a rebuild: neither is ended."""
    database = create_database(postgres_database(), "gateway", "demo", metadata, D("2018-01-01"))
    event = example_of(EVENTS["plaque.granted.v1"])
    row = {name: event[name] for name in ("id", "type", "subject", "time")}
    row |= {"service": "registry", "position": 1, "envelope": json.dumps(event)}
    with database.writing() as session:
        session.execute(insert(events).values(**row, change_no=take_numbers(session, 1)))
    folded: list[int] = []
    rebuilding = threading.Thread(target=lambda: folded.append(rebuild(database)))
    with database.writing() as session:
        take_numbers(session, 1)
        rebuilding.start()
        wait_for(lambda: is_waiting(database), 10, "the rebuild")
        documents.put(session, KIND, "beside", {"record_code": "beside"})
    rebuilding.join(10)
    assert folded == [1]
    database.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("changes")
    url = f"sqlite:///{folder}/gateway.sqlite"
    found = create_database(url, "gateway", "demo", metadata, D("2018-01-01"))
    yield found
    found.close()


@settings(max_examples=30, deadline=None)
@given(
    batches=st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6), max_size=6),
    limit=st.integers(1, 4),
)
def test_a_reader_that_keeps_its_place_has_what_is_there(
    shared: Database, batches: list[list[str]], limit: int
) -> None:
    with shared.reading() as session:
        place = last_number(session)
    copy: dict[str, int] = {}
    told: dict[str, int] = {}
    for number, batch in enumerate(batches):
        with shared.writing() as session:
            for code in batch:
                documents.put(session, KIND, code, {"record_code": code, "told": number})
                told[code] = number
        while rows := changed(shared, place, limit):
            copy |= {json.loads(text)["record_code"]: json.loads(text)["told"] for _, text in rows}
            place = rows[-1][0]
            if len(rows) < limit:
                break
    assert copy == told


# -- over the API --------------------------------------------------------------------------------


def test_the_cursor_of_the_last_page_is_the_start_of_the_next_run(system: System) -> None:
    system.add_station("LZ-001")
    first = system.get("intake", "/v1/stations", changes_after="").json
    assert (len(first["data"]), first["has_more"]) == (1, False)
    again = system.get("intake", "/v1/stations", changes_after=first["next_cursor"]).json
    assert (again["data"], again["next_cursor"]) == ([], first["next_cursor"])
    system.add_station("LZ-002")
    later = system.get("intake", "/v1/stations", changes_after=first["next_cursor"]).json
    assert [row["station_code"] for row in later["data"]] == ["LZ-002"]


@pytest.mark.parametrize("cursor", ["x", "Y2hhbmdlOg==", "Y2hhbmdlOjk5OTk5OQ==", "TFotMDAx"])
def test_a_cursor_that_is_none_of_ours_is_refused(system: System, cursor: str) -> None:
    answer = system.get("intake", "/v1/stations", changes_after=cursor)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_query"), shown(answer)


def test_what_is_heard_late_is_visible_from_then_on(system: System) -> None:
    """A consumer that was off for a day: the nightly run before it misses nothing."""
    system.add_station("LZ-001")
    place = system.get("intake", "/v1/stations", changes_after="").json["next_cursor"]
    before = system.row("stations")["updated_at"]
    system.add_station("LZ-002")
    rows = system.get("intake", "/v1/stations", changes_after=place).json["data"]
    assert [row["station_code"] for row in rows] == ["LZ-002"]
    assert rows[0]["updated_at"] >= before
