"""RabbitMQ keeps what every transport has to keep, on PostgreSQL and on SQLite."""

from __future__ import annotations

import pytest

from liaison_kit.testing.conformance import TransportConformance
from tests.e2e.kit.systems import HearingSystem


class TestRabbitOnPostgres(TransportConformance):
    @pytest.fixture
    def system(self, hearing_system_on_postgres: HearingSystem) -> HearingSystem:
        return hearing_system_on_postgres


class TestRabbitOnSqlite(TransportConformance):
    @pytest.fixture
    def system(self, hearing_system_on_sqlite: HearingSystem) -> HearingSystem:
        return hearing_system_on_sqlite
