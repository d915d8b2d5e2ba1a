"""Facts travel from one process to another over RabbitMQ, from PostgreSQL to PostgreSQL."""

from __future__ import annotations

import pytest

from liaison_contracts.errors import Refused
from liaison_kit.testing import toy
from tests.e2e.kit.conftest import TESTER, Town


def test_what_one_process_tells_another_hears_once_and_in_order(town: Town) -> None:
    assert town.tell("a", 1, 300) == 300
    assert town.tell("b", 301, 1) == 301
    town.wait_heard(301)
    assert [number for _, number in town.heard()] == list(range(1, 302))


def test_a_refusal_crosses_the_wire_as_itself_and_leaves_nothing(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        town.client.send(TESTER, toy.Tell("a", refuse=True))
    assert refused.value.code == "toy_refused"
    assert town.client.head("teller")["position"] == 0


def test_sigterm_ends_a_service_in_good_order(town: Town) -> None:
    town.tell("a", 1, 50)
    assert [service.stop() for service in town.services.values()] == [0, 0]
