"""The health server says what is wrong, and that a check which fails is wrong, too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from liaison_kit.ops.health import HealthServer


def fails() -> str:
    raise ConnectionError("no broker")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., HealthServer]]:
    """Make servers that never listen."""
    monkeypatch.setattr("liaison_kit.ops.health.ThreadingHTTPServer", lambda *found: Listener())
    return HealthServer


class Listener:
    server_address = ("127.0.0.1", 8080)


def test_it_is_ready_when_nothing_is_wrong(server: type[HealthServer]) -> None:
    status, kind, body = server("127.0.0.1:0", {"database": lambda: ""}).answer("/readyz")
    assert (status, kind) == (200, "application/json")
    assert json.loads(body) == {"ready": True, "faults": {}}


def test_every_fault_is_named(server: type[HealthServer]) -> None:
    found = server("127.0.0.1:0", {"relay": lambda: "not linked", "queues": fails})
    status, _, body = found.answer("/readyz")
    assert status == 503
    assert json.loads(body)["faults"] == {
        "relay": "not linked",
        "queues": "ConnectionError('no broker')",
    }
    assert found.answer("/healthz")[0] == 200
    assert found.answer("/elsewhere")[0] == 404


def test_counters_are_given_even_when_the_database_is_away(server: type[HealthServer]) -> None:
    status, _, body = server("127.0.0.1:0", {}, fails).answer("/metrics")
    assert status == 200
    assert b"liaison_relay_sent_total" in body or b"python_info" in body
