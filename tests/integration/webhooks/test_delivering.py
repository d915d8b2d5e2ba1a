"""What is told reaches whom it concerns: signed, in order, without a gap, at least once."""

from __future__ import annotations

import threading
import time

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from liaison_gateway.exchange.webhooks import console
from tests.integration.gateway.system import System, a_station


def test_an_event_arrives_signed_as_the_standard_says(scene):
    endpoint = scene.register()
    scene.clock.now = time.time()  # the library compares with its own clock
    scene.system.add_station("LZ-001")
    assert scene.courier.round() > 0
    got = scene.receiver.got[0]
    told = Webhook(endpoint["secret"]).verify(got.body, got.headers)
    assert told["type"] == "plaque.granted.v1"
    assert told["sequence"] == 1
    assert told["data"]["subject"] == "station/LZ-001"
    assert told["data"]["id"] == got.headers["webhook-id"]
    assert told["timestamp"] == told["data"]["time"]


def test_a_changed_body_does_not_verify(scene):
    endpoint = scene.register()
    scene.clock.now = time.time()
    scene.system.add_station("LZ-001")
    scene.courier.round()
    got = scene.receiver.got[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint["secret"]).verify(got.body.replace(b"LZ-001", b"LZ-002"), got.headers)


def test_while_a_secret_is_rotated_both_verify_and_afterwards_the_new_one_only(scene):
    old = scene.register()
    new = scene.change(old, "rotations", {"overlap_hours": 1})["secret"]
    signed = []
    for code in ("LZ-001", "LZ-002"):
        scene.clock.now = time.time() + (7200 if signed else 0)
        scene.system.add_station(code)
        scene.courier.round()
        signed.append(scene.receiver.got[-1].headers["webhook-signature"].split())
    assert [len(each) for each in signed] == [2, 1]
    got = scene.receiver.got[0]
    for secret in (old["secret"], new):
        Webhook(secret).verify(got.body, got.headers)


def test_a_rotation_whose_answer_was_lost_is_repeated_and_the_receivers_secret_signs_on(scene):
    old = scene.register()
    for _ in range(2):
        new = scene.change(old, "rotations", {"overlap_hours": 1})["secret"]
    scene.clock.now = time.time()
    scene.system.add_station("LZ-001")
    scene.courier.round()
    got = scene.receiver.got[0]
    for secret in (old["secret"], new):
        Webhook(secret).verify(got.body, got.headers)


def test_only_what_concerns_the_receiver_is_told_and_its_numbers_have_no_gap(scene, receivers):
    scene.register()
    other = receivers()
    scene.system.post("overseas_federation.enters", "/v1/webhooks", {"url": other.url})
    for number in range(1, 7):
        body = "industry_federation" if number % 2 else "overseas_federation"
        scene.system.add_station(f"LZ-00{number}", body)
    scene.courier.round()
    for receiver, codes in ((scene.receiver, {1, 3, 5}), (other, {2, 4, 6})):
        assert {got.json["data"]["subject"] for got in receiver.got} == {
            f"station/LZ-00{number}" for number in codes
        }
        assert sorted(receiver.sequences) == list(range(1, len(receiver.got) + 1))


def test_finance_is_told_of_payments_only_and_a_station_of_itself(scene, receivers):
    mine, finance = receivers(), receivers()
    scene.system.add_station("LZ-001")
    scene.system.add_station_people("LZ-001")
    scene.system.post("LZ-001.head", "/v1/webhooks", {"url": mine.url})
    scene.system.post("finance", "/v1/webhooks", {"url": finance.url})
    record_duty(scene, "LZ-001")
    scene.system.add_station("LZ-002")
    scene.courier.round()
    assert [got.json["type"] for got in mine.got] == ["duty.recorded.v1"]
    assert finance.got == []


def test_a_webhook_hears_the_types_it_asked_for(scene):
    scene.register(types=["duty."])
    scene.system.add_station("LZ-001")
    record_duty(scene, "LZ-001")
    scene.courier.round()
    assert [(got.json["type"], got.json["sequence"]) for got in scene.receiver.got] == [
        ("duty.recorded.v1", 1)
    ]


def test_later_events_of_a_subject_wait_for_the_earlier_and_others_go_on(scene):
    scene.register()
    scene.system.add_station("LZ-001")
    scene.system.add_station("LZ-002")
    scene.courier.round()
    refused = {"on": True}
    scene.receiver.answer = lambda got: (
        400 if refused["on"] and got.json["data"]["subject"].endswith("LZ-001") else 204
    )
    for day in (1, 1):
        record_duty(scene, "LZ-001", day)
        record_duty(scene, "LZ-002", day)
    scene.receiver.got.clear()
    scene.courier.round()
    subjects = [got.json["data"]["subject"] for got in scene.receiver.got]
    assert sorted(subjects) == ["station/LZ-001", "station/LZ-002", "station/LZ-002"]
    refused["on"] = False
    scene.receiver.got.clear()
    scene.clock.forward(6)
    scene.courier.round()
    first, second = scene.receiver.sequences
    assert first < second


def test_a_delivery_whose_courier_died_before_noting_it_comes_again_with_its_id(scene):
    scene.register()
    scene.system.add_station("LZ-001")

    class Died(BaseException):
        """The power went."""

    def post_then_die(url, headers, body):
        scene.courier.post(url, headers, body)
        raise Died

    with pytest.raises(Died):
        scene.new_courier(post_then_die).round()
    scene.courier.round()
    ids = [got.headers["webhook-id"] for got in scene.receiver.got]
    assert ids.count(ids[0]) == 2
    assert scene.courier.round() == 0


def test_hearing_that_fails_puts_nothing_on_its_way(scene):
    endpoint = scene.register()
    gateway = scene.system.instance.gateway
    scene.system.add_station("LZ-001")
    before = scene.look(endpoint)["last_sequence"]
    with pytest.raises(RuntimeError, match="power"):
        sample_then_lose_power(gateway.database, endpoint["endpoint_id"])
    assert scene.look(endpoint)["last_sequence"] == before


def test_a_partner_body_is_told_in_its_own_words(scene):
    scene.register(partner_body="industry_federation", types=["plaque."])
    scene.system.add_station("LZ-001")
    scene.courier.round()
    (got,) = scene.receiver.got
    (notice,) = got.json["notices"]
    assert notice["uscc"] == a_station("LZ-001")["credit_code"]
    assert notice["matter"] == "plaque.granted.v1"
    assert (got.headers["liaison-sequence"], notice["notice"]) == ("1", got.headers["webhook-id"])


def test_the_embedded_instance_delivers_by_itself(tmp_path, receivers):
    receiver, arrived = receivers(), threading.Event()
    receiver.answer = lambda got: (arrived.set(), 204)[1]
    system = System(tmp_path / "lively", webhook_networks=("127.0.0.0/8",))
    try:
        made = system.post("industry_federation.enters", "/v1/webhooks", {"url": receiver.url})
        assert made.status_code == 201, made.text
        system.add_station("LZ-001")
        assert arrived.wait(20)
    finally:
        system.close()


def test_each_try_is_in_the_log_with_what_was_sent_and_answered(scene):
    endpoint = scene.register()
    scene.receiver.answer = lambda got: 500
    scene.system.add_station("LZ-001")
    scene.courier.round()
    found = scene.look(endpoint, "/deliveries/1")
    assert found["state"] == "waiting"
    assert found["request"].encode() == scene.receiver.got[0].body
    (one,) = found["tries"]
    assert (one["status"], one["at"][:10]) == (500, "2020-09-13")


def sample_then_lose_power(database, endpoint_id):
    with database.writing() as session:
        console.put_sample(session, endpoint_id)
        raise RuntimeError("power")


def record_duty(scene, code, day=1):
    record = {
        "station_code": code,
        "duty_type": "promotion_post",
        "occurred_on": f"2018-03-{day:02d}",
        "reported_on": "2018-03-01",
        "evidence": "x",
    }
    answer = scene.system.post(
        "industry_federation.enters", "/v1/duty-records", {"records": [record]}
    )
    assert answer.status_code == 200, answer.text
    scene.system.instance.bus.pump()
