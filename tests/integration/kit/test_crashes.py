"""Processes die at every place that matters, by chance; nothing is lost and nothing done twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison_contracts.errors import Unavailable
from liaison_kit.bus.injected_faults import Faults
from liaison_kit.testing import toy
from liaison_kit.testing.conformance import TESTER
from tests.integration.kit.systems import LocalSystem

EVERYTHING = Faults(
    lost=0.2,
    doubled=0.2,
    reordered=0.3,
    delayed=0.2,
    crash_before_commit=0.2,
    crash_after_commit=0.2,
    crash_after_publish=0.2,
    crash_after_handling=0.2,
)
PLACES = [name for name in vars(EVERYTHING) if name.startswith("crash")]


def tell_until_answered(system: LocalSystem, subject: str, first: int, count: int) -> None:
    """Ask again with the same key until there is an answer, as every client may."""
    key = f"{subject}-{first}"
    for _ in range(200):
        try:
            system.client.send(TESTER, toy.Tell(subject, first, count), key)
            return
        except Unavailable:
            continue
    raise AssertionError("no answer in 200 tries")


@pytest.fixture(params=range(1, 9))
def system(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LocalSystem]:
    found = LocalSystem(
        lambda name: f"sqlite:///{tmp_path}/{name}.sqlite", EVERYTHING, request.param
    )
    yield found
    found.close()


def test_all_is_told_and_heard_once_and_in_order(system: LocalSystem) -> None:
    for first in range(1, 200, 4):
        tell_until_answered(system, "crashing", first, 4)
        if first % 3 == 0:
            system.settle()
    system.settle()
    assert system.heard() == [("crashing", number) for number in range(1, 201)]
    assert system.parked() == []
    assert system.bus.chance is not None
    assert sorted(system.bus.chance.crashes) == sorted(PLACES)


def test_one_seed_gives_one_run(tmp_path: Path) -> None:
    def crashes(folder: Path) -> dict[str, int]:
        folder.mkdir()
        system = LocalSystem(lambda name: f"sqlite:///{folder}/{name}.sqlite", EVERYTHING, 5)
        tell_until_answered(system, "same", 1, 50)
        system.settle()
        system.close()
        assert system.bus.chance is not None
        return dict(system.bus.chance.crashes)

    assert crashes(tmp_path / "one") == crashes(tmp_path / "two")
