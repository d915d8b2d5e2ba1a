"""A receiver that does not answer is tried again, ever more seldom, and told when it is over."""

from __future__ import annotations

import random
import threading

import pytest

from liaison_gateway.exchange.webhooks.addresses import Guard, networks_of
from liaison_gateway.exchange.webhooks.retry_schedule import (
    DELAYS_SECONDS,
    GIVE_UP_SECONDS,
    next_try,
)
from liaison_gateway.exchange.webhooks.sender import HttpPost

DAY = 24 * 3600


def test_tries_follow_each_other_from_five_seconds_to_ten_hours(scene):
    scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 503
    scene.system.add_station("LZ-001")
    assert scene.courier.round() == 1
    for delay in DELAYS_SECONDS:
        scene.clock.forward(delay * 0.89)
        assert scene.courier.round() == 0
        scene.clock.forward(delay * 0.22)
        assert scene.courier.round() == 1
    assert (DELAYS_SECONDS[0], DELAYS_SECONDS[-1]) == (5, 10 * 3600)


def test_delays_are_spread_so_that_receivers_are_not_called_all_at_once():
    chance = random.Random(7)
    found = {next_try(0, 2, chance) for _ in range(100)}
    assert len(found) > 50
    assert all(270_000 <= each <= 330_000 for each in found)


@pytest.mark.parametrize(
    ("asked", "wait"), [("120", 120), ("Wed, 23 Nov 2050 04:00:00 GMT", DAY), ("soon", 5)]
)
def test_a_receiver_may_ask_for_time(scene, asked, wait):
    scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: (429, {"Retry-After": asked})
    scene.system.add_station("LZ-001")
    scene.courier.round()
    scene.clock.forward(wait * 0.89)
    assert scene.courier.round() == 0
    scene.clock.forward(wait * 0.22)
    assert scene.courier.round() == 1


def test_gone_turns_a_webhook_off_at_once(scene):
    endpoint = scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 410
    scene.system.add_station("LZ-001")
    scene.courier.round()
    found = scene.look(endpoint)
    assert (found["state"], found["disabled_because"]) == (
        "disabled",
        "The receiver answered 410 Gone.",
    )
    scene.clock.forward(30 * DAY)
    assert scene.courier.round() == 0


def test_after_five_days_without_an_answer_a_webhook_is_off_and_says_why(scene):
    endpoint = scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 500
    scene.system.add_station("LZ-001")
    for _ in range(30):
        scene.courier.round()
        scene.clock.forward(12 * 3600)
    found = scene.look(endpoint)
    assert found["state"] == "disabled"
    assert found["disabled_because"] == "Every try failed for five days."
    assert len(scene.receiver.got) < 20


def test_one_answer_in_five_days_keeps_a_webhook_on_and_gives_the_poison_up(scene):
    endpoint = scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 422 if b"LZ-666" in got.body else 204
    scene.system.add_station("LZ-666")
    for number in range(14):
        scene.system.add_station(f"LZ-0{number:02d}")
        scene.courier.round()
        scene.clock.forward(12 * 3600)
    found = scene.look(endpoint)
    assert found["state"] == "active"
    assert found["deliveries"] == {"delivered": 14, "failed": 1}
    assert GIVE_UP_SECONDS == 5 * DAY


def test_a_webhook_that_was_off_is_turned_on_and_recovers_what_it_missed(scene):
    endpoint = scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 410
    scene.system.add_station("LZ-001")
    scene.courier.round()
    scene.system.add_station("LZ-002")
    scene.receiver.answer = lambda got: 204
    scene.receiver.got.clear()
    scene.change(endpoint, "activations")
    assert scene.change(endpoint, "recoveries", {"since": "2018-01-01T00:00:00Z"}) == {
        "recovered": 1
    }
    scene.courier.round()
    told = sorted(got.json["data"]["subject"] for got in scene.receiver.got)
    assert told == ["station/LZ-001", "station/LZ-002"]  # of two subjects either may be first
    assert scene.receiver.sequences == [1, 2]
    assert scene.change(endpoint, "recoveries", {"since": "2018-01-01T00:00:00Z"}) == {
        "recovered": 0
    }


def test_a_new_webhook_may_ask_for_the_past_but_not_for_what_is_not_its_own(scene):
    scene.system.add_station("LZ-001")
    scene.system.add_station("LZ-002", "overseas_federation")
    endpoint = scene.register(types=["plaque."])
    assert scene.change(endpoint, "recoveries", {"since": "2018-01-01T00:00:00Z"})["recovered"] == 1
    scene.courier.round()
    assert [got.json["data"]["subject"] for got in scene.receiver.got] == ["station/LZ-001"]


def test_one_delivery_is_sent_again_under_its_number_and_id(scene):
    endpoint = scene.register(types=["plaque."])
    scene.system.add_station("LZ-001")
    scene.courier.round()
    scene.change(endpoint, "deliveries/1/resends")
    scene.courier.round()
    first, again = scene.receiver.got
    assert (first.body, first.headers["webhook-id"]) == (again.body, again.headers["webhook-id"])
    assert scene.look(endpoint, "/deliveries")[0]["attempts"] == 2


def test_a_delivery_on_its_way_is_not_sent_again(scene):
    endpoint = scene.register(types=["plaque."])
    scene.system.add_station("LZ-001")
    path = f"/v1/webhooks/{endpoint['endpoint_id']}/deliveries/1/resends"
    answer = scene.system.post("industry_federation.enters", path, {})
    assert (answer.status_code, answer.json["code"]) == (409, "delivery_on_its_way")


def test_a_sample_says_that_it_tells_of_nothing(scene):
    endpoint = scene.register()
    assert scene.change(endpoint, "samples") == {"sequence": 1}
    scene.courier.round()
    (got,) = scene.receiver.got
    assert got.json["type"] == "webhook.sample"


def test_tries_are_forgotten_after_thirty_days(scene):
    endpoint = scene.register(types=["plaque."])
    scene.system.add_station("LZ-001")
    scene.courier.round()
    scene.clock.forward(31 * DAY)
    scene.courier.sweep()
    assert scene.look(endpoint, "/deliveries/1")["tries"] == []


def test_a_slow_receiver_is_cut_at_the_deadline(scene):
    hold = threading.Event()
    scene.receiver.answer = lambda got: (hold.wait(20), 204)[1]
    post = HttpPost(Guard(networks_of(["127.0.0.0/8"])), deadline=0.3)
    try:
        reply = post(scene.receiver.url, {}, b"{}")
    finally:
        hold.set()
        post.close()
    assert (reply.status, reply.error) == (0, "no answer within 0.3 s")


def test_a_slow_receiver_delays_nobody_else(scene, receivers):
    slow, hold, arrived = receivers(), threading.Event(), threading.Event()
    slow.answer = lambda got: (hold.wait(30), 204)[1]
    scene.receiver.answer = lambda got: (arrived.set(), 204)[1]
    scene.system.post("overseas_federation.enters", "/v1/webhooks", {"url": slow.url})
    scene.register()
    scene.system.add_station("LZ-002", "overseas_federation")
    courier = scene.new_courier()
    courier.start()
    courier.wake()
    try:
        scene.system.add_station("LZ-001")
        courier.wake()
        assert arrived.wait(20), "the fast receiver waited for the slow one"
    finally:
        hold.set()
        courier.stop()


def test_each_try_carries_the_time_of_that_try_so_that_a_mended_clock_accepts_it(scene):
    endpoint = scene.register(types=["plaque."])
    scene.receiver.answer = lambda got: 400  # a receiver's clock that is off refuses the timestamp
    scene.system.add_station("LZ-001")
    for clock in (0, 6):
        scene.clock.forward(clock)
        scene.courier.round()
        scene.receiver.answer = lambda got: 204
    refused, taken = scene.receiver.got
    assert refused.headers["webhook-id"] == taken.headers["webhook-id"]
    times = [int(got.headers["webhook-timestamp"]) for got in (refused, taken)]
    assert times[1] - times[0] == 6
    assert refused.headers["webhook-signature"] != taken.headers["webhook-signature"]
    assert scene.look(endpoint)["deliveries"] == {"delivered": 1}
