"""A producer comes back from a backup: its hearers stop, follow it, and hear on from the turn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from liaison_contracts.errors import Conflict, Invalid
from liaison_kit.claims import Caller
from liaison_kit.log import operator_actions, restores, verification
from liaison_kit.log.feed import FeedStopped
from liaison_kit.log.restores import Turn
from liaison_kit.store import records
from liaison_kit.testing import toy
from tests.integration.kit.systems import LocalSystem

WHO = ("P-9", "the disk broke")


def a_system(folder: Path) -> LocalSystem:
    return LocalSystem(lambda name: f"sqlite:///{folder}/{name}.sqlite")


def tell(system: LocalSystem, *numbers: int) -> None:
    producer = system.runtimes["producer"]
    with producer.transaction() as (_, make):
        work = make(Caller("P-1", "lab", ("tester",), "key-1"))
        for number in numbers:
            work.record(toy.Told("s", number))
    system.settle()


def restored(folder: Path, system: LocalSystem) -> tuple[LocalSystem, Turn]:
    """Put the copy in the producer's place and mark it."""
    system.close()
    for path in folder.glob("producer.sqlite*"):
        path.unlink()
    shutil.copy(folder / "backup", folder / "producer.sqlite")
    again = a_system(folder)
    return again, operator_actions.mark_restored(again.runtimes["producer"], *WHO)


@pytest.fixture
def system_of_five(tmp_path: Path) -> LocalSystem:
    """Give a system where five events were heard, and a backup of the first three."""
    system = a_system(tmp_path)
    tell(system, 1, 2, 3)
    system.close()
    shutil.copy(tmp_path / "producer.sqlite", tmp_path / "backup")
    system = a_system(tmp_path)
    tell(system, 4, 5)
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5]
    return system


def test_a_hearer_stops_and_follows_the_restored_log_from_its_turn(
    tmp_path: Path, system_of_five: LocalSystem
) -> None:
    stale = system_of_five._fetch(3, 10)["events"]
    system, turn = restored(tmp_path, system_of_five)
    echo = system.runtimes["echo"]
    assert turn.position == 3
    with pytest.raises(FeedStopped, match="another one"):
        system.feed.catch_up()
    operator_actions.resume_feed(echo, "producer", *WHO)
    with pytest.raises(FeedStopped, match="another one"):
        system.feed.catch_up()  # to resume without the turn does not hide the restore
    operator_actions.resume_feed(echo, "producer", *WHO, turn=restores.turn_from(str(turn)))
    tell(system, 6)
    tell(system, 7)
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5, 6, 7]
    assert system.feed.offer(stale) == 0, "what the former log told is not heard any more"
    assert echo.head()["feeds"] == {"producer": 5}
    assert echo.head()["stopped"] == {}
    found = verification.verify(system.runtimes["producer"])
    assert (found.faults, found.found["turns"]) == ([], [str(turn)])
    system.close()


def test_a_hearer_that_was_behind_the_backup_goes_on_where_it_was(tmp_path: Path) -> None:
    system = a_system(tmp_path)
    tell(system, 1)
    system.close()
    shutil.copy(tmp_path / "echo.sqlite", tmp_path / "behind")
    system = a_system(tmp_path)
    tell(system, 2, 3)
    system.close()
    shutil.copy(tmp_path / "producer.sqlite", tmp_path / "backup")
    shutil.copy(tmp_path / "behind", tmp_path / "echo.sqlite")
    system, turn = restored(tmp_path, a_system(tmp_path))
    system.settle()
    operator_actions.resume_feed(system.runtimes["echo"], "producer", *WHO, turn=turn)
    tell(system, 4)
    assert [number for _, number in system.heard()] == [1, 2, 3, 4]
    system.close()


def test_a_turn_of_another_log_is_refused_and_the_feed_stands(
    tmp_path: Path, system_of_five: LocalSystem
) -> None:
    system, first = restored(tmp_path, system_of_five)
    second = operator_actions.mark_restored(system.runtimes["producer"], *WHO)
    system.settle()
    with pytest.raises(Conflict, match="in turn"):
        operator_actions.resume_feed(system.runtimes["echo"], "producer", *WHO, turn=second)
    assert "producer" in system.runtimes["echo"].head()["stopped"]
    operator_actions.resume_feed(system.runtimes["echo"], "producer", *WHO, turn=first)
    with pytest.raises(FeedStopped):
        system.feed.catch_up()
    operator_actions.resume_feed(system.runtimes["echo"], "producer", *WHO, turn=second)
    tell(system, 6)
    assert [number for _, number in system.heard()] == [1, 2, 3, 4, 5, 6]
    system.close()


def test_a_restore_and_what_followed_stand_on_record(
    tmp_path: Path, system_of_five: LocalSystem
) -> None:
    system, turn = restored(tmp_path, system_of_five)
    system.settle()
    operator_actions.resume_feed(system.runtimes["echo"], "producer", *WHO, turn=turn)
    for name, act, subject in (
        ("producer", "restored", turn.logid),
        ("echo", "feed_resume", "producer"),
    ):
        with system.runtimes[name].database.reading() as session:
            [entry] = session.execute(select(records.access_log))
        assert (entry.act, entry.subject, entry.actor) == (act, subject, "P-9")
        assert entry.reason.startswith("the disk broke")
    system.close()


@pytest.mark.parametrize("text", ["", "a/b/c", "a/b/x/d", "/b/1/d", "a/b/1/d/e"])
def test_a_turn_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        restores.turn_from(text)
