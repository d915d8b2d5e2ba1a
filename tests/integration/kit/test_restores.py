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
from tests.integration.kit.towns import LocalTown

WHO = ("P-9", "the disk broke")


def a_town(folder: Path) -> LocalTown:
    return LocalTown(lambda name: f"sqlite:///{folder}/{name}.sqlite")


def tell(town: LocalTown, *numbers: int) -> None:
    teller = town.runtimes["teller"]
    with teller.transaction() as (_, make):
        work = make(Caller("P-1", "lab", ("tester",), "key-1"))
        for number in numbers:
            work.record(toy.Told("s", number))
    town.settle()


def restored(folder: Path, town: LocalTown) -> tuple[LocalTown, Turn]:
    """Put the copy in the teller's place and mark it."""
    town.close()
    for path in folder.glob("teller.sqlite*"):
        path.unlink()
    shutil.copy(folder / "backup", folder / "teller.sqlite")
    again = a_town(folder)
    return again, operator_actions.mark_restored(again.runtimes["teller"], *WHO)


@pytest.fixture
def told_five(tmp_path: Path) -> LocalTown:
    """Give a town where five events were heard, and a backup of the first three."""
    town = a_town(tmp_path)
    tell(town, 1, 2, 3)
    town.close()
    shutil.copy(tmp_path / "teller.sqlite", tmp_path / "backup")
    town = a_town(tmp_path)
    tell(town, 4, 5)
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5]
    return town


def test_a_hearer_stops_and_follows_the_restored_log_from_its_turn(
    tmp_path: Path, told_five: LocalTown
) -> None:
    stale = told_five._fetch(3, 10)["events"]
    town, turn = restored(tmp_path, told_five)
    echo = town.runtimes["echo"]
    assert turn.position == 3
    with pytest.raises(FeedStopped, match="another one"):
        town.feed.catch_up()
    operator_actions.resume_feed(echo, "teller", *WHO)
    with pytest.raises(FeedStopped, match="another one"):
        town.feed.catch_up()  # to resume without the turn does not hide the restore
    operator_actions.resume_feed(echo, "teller", *WHO, turn=restores.turn_from(str(turn)))
    tell(town, 6)
    tell(town, 7)
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5, 6, 7]
    assert town.feed.offer(stale) == 0, "what the former log told is not heard any more"
    assert echo.head()["feeds"] == {"teller": 5}
    assert echo.head()["stopped"] == {}
    found = verification.verify(town.runtimes["teller"])
    assert (found.faults, found.found["turns"]) == ([], [str(turn)])
    town.close()


def test_a_hearer_that_was_behind_the_backup_goes_on_where_it_was(tmp_path: Path) -> None:
    town = a_town(tmp_path)
    tell(town, 1)
    town.close()
    shutil.copy(tmp_path / "echo.sqlite", tmp_path / "behind")
    town = a_town(tmp_path)
    tell(town, 2, 3)
    town.close()
    shutil.copy(tmp_path / "teller.sqlite", tmp_path / "backup")
    shutil.copy(tmp_path / "behind", tmp_path / "echo.sqlite")
    town, turn = restored(tmp_path, a_town(tmp_path))
    town.settle()
    operator_actions.resume_feed(town.runtimes["echo"], "teller", *WHO, turn=turn)
    tell(town, 4)
    assert [number for _, number in town.heard()] == [1, 2, 3, 4]
    town.close()


def test_a_turn_of_another_log_is_refused_and_the_feed_stands(
    tmp_path: Path, told_five: LocalTown
) -> None:
    town, first = restored(tmp_path, told_five)
    second = operator_actions.mark_restored(town.runtimes["teller"], *WHO)
    town.settle()
    with pytest.raises(Conflict, match="in turn"):
        operator_actions.resume_feed(town.runtimes["echo"], "teller", *WHO, turn=second)
    assert "teller" in town.runtimes["echo"].head()["stopped"]
    operator_actions.resume_feed(town.runtimes["echo"], "teller", *WHO, turn=first)
    with pytest.raises(FeedStopped):
        town.feed.catch_up()
    operator_actions.resume_feed(town.runtimes["echo"], "teller", *WHO, turn=second)
    tell(town, 6)
    assert [number for _, number in town.heard()] == [1, 2, 3, 4, 5, 6]
    town.close()


def test_a_restore_and_what_followed_stand_on_record(tmp_path: Path, told_five: LocalTown) -> None:
    town, turn = restored(tmp_path, told_five)
    town.settle()
    operator_actions.resume_feed(town.runtimes["echo"], "teller", *WHO, turn=turn)
    for name, act, subject in (
        ("teller", "restored", turn.logid),
        ("echo", "feed_resume", "teller"),
    ):
        with town.runtimes[name].database.reading() as session:
            [entry] = session.execute(select(records.access_log))
        assert (entry.act, entry.subject, entry.actor) == (act, subject, "P-9")
        assert entry.reason.startswith("the disk broke")
    town.close()


@pytest.mark.parametrize("text", ["", "a/b/c", "a/b/x/d", "/b/1/d", "a/b/1/d/e"])
def test_a_turn_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        restores.turn_from(text)
