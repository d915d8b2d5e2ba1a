"""The client of services: one connection for many threads, one deadline, nothing left behind."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from deploy.local.servers.rabbit import PrivateRabbit
from liaison_contracts.errors import Unavailable
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.testing import toy
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.systems import MODE, TESTER, HearingSystem

# the broker's word for it until 3.10, and since
QUORUM_DEFAULT = {"defaultqueuetype": "quorum", "default_queue_type": "quorum"}


@pytest.fixture
def system(hearing_system_on_postgres: HearingSystem) -> HearingSystem:
    return hearing_system_on_postgres


def test_the_client_leaves_no_queue_behind(rabbit: PrivateRabbit, system: HearingSystem) -> None:
    client = RpcClient(system.amqp_uri, "tidy", MODE)
    client.call("producer", "head", deadline=10)
    ours = [name for name in _queues(rabbit) if "tidy" in name]
    assert len(ours) == 1
    assert ours[0].startswith("reply-")
    client.close()
    wait_for(lambda: not [name for name in _queues(rabbit) if "tidy" in name])


def _queues(rabbit: PrivateRabbit) -> list[str]:
    return [queue["name"] for queue in rabbit.api("GET", "queues")]


def test_a_deadline_is_one_deadline_and_late_answers_hurt_nobody(system: HearingSystem) -> None:
    began, slow = time.monotonic(), toy.Tell("late", 1, 1, pause_ms=700)
    with pytest.raises(Unavailable) as late:
        system.rpc.call("producer", "tell", *_signed(system, slow, "late-1"), deadline=0.3)
    assert late.value.code == "no_answer_in_time"
    assert time.monotonic() - began < 0.6
    answer = system.client.send(TESTER, toy.Tell("late", 2), key="late-2")
    assert answer.result == {"count": 1}


def _signed(system: HearingSystem, command: toy.Tell, key: str) -> tuple[str, str, dict[str, Any]]:
    body: dict[str, Any] = {
        "subject": command.subject,
        "first": command.first,
        "count": command.count,
        "refuse": False,
        "pause_ms": command.pause_ms,
    }
    token = system.client._signer.sign(TESTER, "producer", "tell", key, body, int(time.time()))
    return token, key, body


def test_many_threads_share_one_client_and_each_gets_its_own_answer(system: HearingSystem) -> None:
    def ask(number: int) -> int:
        found = system.rpc.call("producer", "events_after", number, 1, deadline=20)
        return int(found["events"][0]["sequence"])

    system.tell("shared", 1, 200)
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(150))) == list(range(1, 151))


def test_a_service_that_never_ran_is_named_at_once(system: HearingSystem) -> None:
    with pytest.raises(Unavailable) as away:
        system.rpc.call("nobody", "head", deadline=30)
    assert away.value.code == "service_down"


def test_a_quorum_default_on_the_vhost(rabbit: PrivateRabbit) -> None:
    """The client's reply queue and a service's request queue stay classic."""
    rabbit.api("PUT", "vhosts/quorum", QUORUM_DEFAULT)
    uri = rabbit.add_vhost("quorum")
    rabbit.api("PUT", "queues/quorum/plain", {"durable": True})
    client = RpcClient(uri, "lab", MODE)
    with pytest.raises(Unavailable):
        client.call("producer", "head", deadline=1)
    types = {queue["name"]: queue["type"] for queue in rabbit.api("GET", "queues/quorum")}
    assert types.pop("plain") == "quorum"
    assert list(types.values()) == ["classic"]
    client.close()
    rabbit.drop_vhost("quorum")
