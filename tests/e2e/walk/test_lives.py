"""Stations live through `/v1` on RabbitMQ and PostgreSQL, a process a service.

They live one after the other in one city, in the order of their days: starting a city costs more
than a life.
"""

from __future__ import annotations

from typing import Any

import pytest

from deploy.local.demo.cluster_instance import ClusterInstance
from tests import draft_to_plaque
from tests.e2e.walk import bad_years
from tests.e2e.walk.life import CODE, STATES, TYPES, live_and_end

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


def test_a_draft_becomes_a_station(shared_instance: ClusterInstance) -> None:
    draft_to_plaque.play_all(shared_instance)


def test_a_change_leads_to_a_withdrawal_and_the_plaque_comes_back(
    shared_instance: ClusterInstance,
) -> None:
    number = 0

    def ask(part: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        nonlocal number
        number += 1
        answer = shared_instance.client.ask(part, path, body, f"life-{number}")
        assert "status" not in answer, answer
        return answer

    def state() -> str:
        shared_instance.client.wait_until_quiet()
        return str(shared_instance.client.get("auditor", f"/v1/stations/{CODE}")["data"]["state"])

    assert live_and_end(ask, state) == list(STATES)
    told = shared_instance.client.get("auditor", f"/v1/stations/{CODE}/trail")["data"]
    assert [line["type"] for line in told if not line["type"].startswith("award.")] == TYPES


def test_two_bad_years_end_in_a_case(shared_instance: ClusterInstance) -> None:
    bad_years.play_all(shared_instance)
