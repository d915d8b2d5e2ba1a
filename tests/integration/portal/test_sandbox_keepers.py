"""A sandbox runs once, however many processes of the gateway are asked for it."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison_contracts.errors import Unavailable
from liaison_gateway.developers.sandbox.processes import Sandboxes


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Sandboxes, Sandboxes]]:
    both = Sandboxes(tmp_path), Sandboxes(tmp_path)
    yield both
    for each in both:
        each.close()


def ask(sandboxes: Sandboxes) -> int:
    return sandboxes.ask("one", "auditor", "GET", "/v1/instance", {}, b"")[0]


def told(sandboxes: Sandboxes) -> dict[str, int]:
    found: dict[str, int] = json.loads((sandboxes.folder / "one.json").read_text("utf-8"))
    return found


def test_whoever_did_not_start_a_sandbox_is_answered_by_it_all_the_same(pair):
    first, second = pair
    assert (ask(first), ask(second)) == (200, 200)
    pid = told(first)["pid"]
    assert [ask(each) for each in (second, first)] == [200, 200]
    assert told(second)["pid"] == pid
    first.close()
    assert ask(second) == 200
    assert told(second)["pid"] != pid


def test_whoever_did_not_start_a_sandbox_resets_it_all_the_same(pair):
    first, second = pair
    ask(first)
    keys = (first.folder / "one" / "keys.json").read_bytes()
    pid = told(first)["pid"]
    second.reset("one")
    assert (first.folder / "one" / "keys.json").read_bytes() != keys
    assert told(first)["pid"] != pid
    assert (ask(first), ask(second)) == (200, 200)
    first.remove("one")
    assert not (first.folder / "one").exists()


def ask_from_afar(folder: Path, at_once: object, answers: object) -> None:
    sandboxes = Sandboxes(folder)
    at_once.wait()
    answers.put(ask(sandboxes))
    at_once.wait()  # the child lives as long as who started it
    sandboxes.close()


def test_processes_that_ask_at_the_same_time_start_one_child(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    at_once, answers = spawn.Barrier(3), spawn.Queue()
    asking = [
        spawn.Process(target=ask_from_afar, args=(tmp_path, at_once, answers)) for _ in range(2)
    ]
    for process in asking:
        process.start()
    at_once.wait()
    assert [answers.get() for _ in asking] == [200, 200]
    at_once.wait()
    for process in asking:
        process.join()
    assert (tmp_path / "one.log").read_bytes() == b""


def test_a_sandbox_that_does_not_start_leaves_its_lock_free(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("no folder", encoding="utf-8")
    sandboxes = Sandboxes(tmp_path)
    with pytest.raises(Unavailable, match="does not answer"):
        ask(sandboxes)
    (tmp_path / "one").unlink()
    assert ask(sandboxes) == 200
    sandboxes.close()
