"""RabbitMQ keeps what every transport has to keep, on PostgreSQL and on SQLite."""

from __future__ import annotations

import pytest

from liaison_kit.testing.conformance import TransportConformance
from tests.e2e.kit.towns import HearingTown


class TestRabbitOnPostgres(TransportConformance):
    @pytest.fixture
    def town(self, hearing_town_on_postgres: HearingTown) -> HearingTown:
        return hearing_town_on_postgres


class TestRabbitOnSqlite(TransportConformance):
    @pytest.fixture
    def town(self, hearing_town_on_sqlite: HearingTown) -> HearingTown:
        return hearing_town_on_sqlite
