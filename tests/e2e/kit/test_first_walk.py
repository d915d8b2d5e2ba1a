"""Facts travel from one process to another over RabbitMQ, from PostgreSQL to PostgreSQL."""

from __future__ import annotations

import pytest

from liaison_contracts.errors import Refused, Unavailable
from liaison_kit.testing import toy
from tests.e2e.kit.systems import TESTER, System


def test_what_one_process_tells_another_hears_once_and_in_order(system: System) -> None:
    assert system.tell("a", 1, 300) == 300
    assert system.tell("b", 301, 1) == 301
    system.settle()
    assert [number for _, number in system.heard()] == list(range(1, 302))
    with pytest.raises(Refused) as refused:
        system.client.send(TESTER, toy.Tell("a", refuse=True))
    assert refused.value.code == "toy_refused"
    assert system.client.head("producer")["position"] == 301

    producer, echo = system.services["producer"], system.services["echo"]
    status, metrics = producer.get("/metrics")
    assert status == 200
    assert 'liaison_relay_sent_total{service="producer"} 301.0' in metrics
    assert 'liaison_log_head{service="producer"} 301.0' in metrics
    assert (
        'liaison_feed_applied_total{producer="producer",service="echo"} 301.0'
        in (echo.get("/metrics")[1])
    )

    # a producer that is down: others go on, and who asks it is told to come again
    assert producer.stop() == 0
    assert system.client.head("echo")["feeds"] == {"producer": 301}
    with pytest.raises(Unavailable) as away:
        system.rpc.call("producer", "head", deadline=1.0)
    assert (away.value.code, away.value.retry_after) == ("no_answer_in_time", 2)
    assert echo.is_ready()
    producer.start()
    producer.wait_ready()
    system.tell("c")
    system.settle()
    assert [service.stop() for service in system.services.values()] == [0, 0]
