"""A draft becomes a station through `/v1`, a process a service, on RabbitMQ and PostgreSQL."""

from __future__ import annotations

import pytest

from deploy.local.demo.cluster_stage import ClusterStage
from tests.draft_to_plaque import play_all

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


def test_a_draft_becomes_a_station_on_servers(stage: ClusterStage) -> None:
    play_all(stage)
