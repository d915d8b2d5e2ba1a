"""A station's life ends on RabbitMQ and PostgreSQL as it does in one process."""

from __future__ import annotations

from typing import Any

import pytest

from deploy.local.demo.cluster_stage import ClusterStage
from e2e.walk.life import CODE, STATES, TYPES, live_and_end

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(300),
]


def test_a_change_leads_to_a_withdrawal_and_the_plaque_comes_back(stage: ClusterStage) -> None:
    number = 0

    def ask(part: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        nonlocal number
        number += 1
        answer = stage.door.ask(part, path, body, f"life-{number}")
        assert "status" not in answer, answer
        return answer

    def state() -> str:
        stage.door.wait_until_quiet()
        return str(stage.door.get("auditor", f"/v1/stations/{CODE}")["data"]["state"])

    assert live_and_end(ask, state) == list(STATES)
    told = stage.door.get("auditor", f"/v1/stations/{CODE}/trail")["data"]
    assert [line["type"] for line in told if not line["type"].startswith("award.")] == TYPES
