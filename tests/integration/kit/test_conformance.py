"""The local bus keeps what every transport has to keep, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liaison_kit.bus.injected_faults import Faults
from liaison_kit.testing.conformance import TransportConformance
from tests.integration.kit.systems import LocalSystem


class TestLocalBusOnSqlite(TransportConformance):
    @pytest.fixture
    def system(self, tmp_path: Path) -> Iterator[LocalSystem]:
        system = LocalSystem(lambda name: f"sqlite:///{tmp_path}/{name}.sqlite")
        yield system
        system.close()


class TestLocalBusOnPostgres(TransportConformance):
    @pytest.fixture
    def system(self, postgres_database: Callable[[], str]) -> Iterator[LocalSystem]:
        system = LocalSystem(lambda name: postgres_database())
        yield system
        system.close()


class TestLocalBusWithFaults(TransportConformance):
    """Messages are lost, doubled and out of order, and the promises hold."""

    @pytest.fixture(params=[1, 2, 3])
    def system(self, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LocalSystem]:
        faults = Faults(lost=0.3, doubled=0.3, reordered=0.5, delayed=0.3)
        system = LocalSystem(
            lambda name: f"sqlite:///{tmp_path}/{name}.sqlite", faults, request.param
        )
        yield system
        system.close()
