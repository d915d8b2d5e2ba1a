"""The catalogue alone decides which queues there are; nothing of another mode reaches finance."""

from __future__ import annotations

import pytest

from deploy.broker.definitions import FINANCE, GATEWAY, SERVICES, Instance
from liaison_contracts.catalogue import EVENTS
from liaison_kit.bus import topology
from liaison_kit.bus.topology import Names

LIVE, DEMO = Names("live"), Names("demo")


def queue_names(producer: str, names: Names) -> list[str]:
    return [queue.name for queue in topology.queues_of(producer, names)]


def test_each_producer_has_a_queue_for_each_hearer_and_the_gateway() -> None:
    assert queue_names("registry", LIVE) == [
        "registry-to-assessment",
        "registry-to-gateway",
        "registry-to-incentives",
    ]
    assert queue_names("incentives", LIVE) == [
        "incentives-to-assessment",
        "incentives-to-finance",
        "incentives-to-gateway",
    ]
    assert queue_names("finance", LIVE) == ["finance-to-incentives"]


def test_every_hearer_of_the_catalogue_has_its_queue() -> None:
    for kind in EVENTS.values():
        hearers = {queue.consumer for queue in topology.queues_of(kind.source, LIVE)}
        assert set(kind.heard_by) <= hearers, kind.type


def test_finance_hears_payouts_only_and_its_queue_drops_nothing() -> None:
    (queue,) = [one for one in topology.queues_of("incentives", LIVE) if one.consumer == "finance"]
    assert queue.keys == ("payout.#",)
    assert "x-max-length" not in queue.arguments(3)
    assert queue.arguments(3)["x-queue-type"] == "quorum"
    assert topology.outside_types("incentives") == {
        kind.type for kind in EVENTS.values() if "finance" in kind.heard_by
    }


def test_other_queues_are_quorum_with_one_active_consumer_and_a_limit() -> None:
    (queue,) = [one for one in topology.queues_of("registry", LIVE) if one.consumer == "gateway"]
    arguments = queue.arguments(3)
    assert arguments["x-single-active-consumer"] is True
    assert arguments["x-overflow"] == "drop-head"
    assert queue.keys == ("#",)


def test_a_broker_of_the_fourth_generation_is_told_not_to_count_deliveries() -> None:
    queue = topology.queues_of("finance", LIVE)[0]
    assert "x-delivery-limit" not in queue.arguments(3)
    assert queue.arguments(4)["x-delivery-limit"] == -1


@pytest.mark.parametrize("mode", ["demo", "replay", "sandbox"])
def test_no_name_of_another_mode_is_a_name_of_live(mode: str) -> None:
    names = Names(mode)
    for service in (*SERVICES, FINANCE):
        found = {names.exchange(service), names.rpc_exchange, names.rpc_queue(service)}
        found |= set(queue_names(service, names))
        assert all(name.startswith(f"{mode}.") for name in found)


def test_who_declares_what_a_service_tells_and_what_finance_tells_it() -> None:
    assert [queue.name for queue in topology.declared_by("incentives", LIVE)] == [
        *queue_names("incentives", LIVE),
        "finance-to-incentives",
    ]
    assert "finance-to-incentives" not in [
        queue.name for queue in topology.declared_by("registry", LIVE)
    ]


def test_the_broker_definitions_know_the_same_names() -> None:
    """The definitions stand alone, so that their words are compared here."""
    for names, instance in ((LIVE, Instance("x")), (DEMO, Instance("x", "demo"))):
        assert instance.prefix == names.prefix
    assert set(topology.HEARS_ALL) == {GATEWAY}
    assert set(topology.OUTSIDE) == {FINANCE}
    assert {kind.source for kind in EVENTS.values()} >= {*SERVICES, FINANCE}
