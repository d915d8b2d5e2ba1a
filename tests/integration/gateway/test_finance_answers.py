"""Finance hears of every answer that was not taken: on its queue, and in a list of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts.finance import PayoutSettled
from liaison_contracts.money import Fen
from tests.integration.gateway.system import System, shown
from tests.integration.incentives.makers import an_envelope

PLACE = "/v1/finance-answers"
NOBODYS = "00000000-0000-0000-0000-000000000000"


def say(system: System, message: Any) -> None:
    system.instance.bus.tell("incentives", "finance", message)
    system.instance.bus.pump()


def a_settlement_of_nothing(number: str = "M-1") -> dict[str, Any]:
    told = PayoutSettled(
        payout_id=NOBODYS,
        settlement_id="S-1",
        amount_fen=Fen(100),
        settled_on=date(2018, 1, 1),
        voucher_no="V-1",
    )
    return {**an_envelope(told, "2018-01-01"), "id": number}


def refused(system: System, **query: str) -> list[dict[str, Any]]:
    answer = system.get("finance", PLACE, **query)
    assert answer.status_code == 200, shown(answer)
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def told(system: System) -> list[dict[str, Any]]:
    query = {"service": "incentives", "type": "payout.answer_refused"}
    found = system.get("finance", "/v1/events", **query).json["data"]
    return [event["data"] for event in found]


def test_an_answer_that_is_not_taken_is_told_and_listed(system: System) -> None:
    say(system, a_settlement_of_nothing())
    [event] = told(system)
    assert (event["message_id"], event["code"]) == ("M-1", "payout_unknown")
    assert (event["type"], event["payout_id"]) == ("payout.settled.v1", NOBODYS)
    [row] = refused(system)
    assert (row["refusal_id"], row["settlement_id"]) == (event["refusal_id"], "S-1")
    assert (row["code"], row["state"]) == ("payout_unknown", "open")
    assert "There is no such payment" in row["detail"]


def test_the_sentence_is_in_the_language_of_the_reader(system: System) -> None:
    say(system, a_settlement_of_nothing())
    headers = {**system.sign("finance"), "Accept-Language": "zh"}
    answer = system.browser.get(PLACE, headers=headers)
    assert answer.json["data"][0]["detail"].startswith("没有该笔支付")


def test_the_same_id_with_other_content_is_refused_not_swallowed(system: System) -> None:
    say(system, a_settlement_of_nothing())
    again = a_settlement_of_nothing()
    again["data"] = {**again["data"], "settlement_id": "S-2"}
    for _ in range(2):
        say(system, again)
    codes = [event["code"] for event in told(system)]
    assert codes == ["payout_unknown", "message_id_reused"]


def test_what_cannot_be_read_is_told_by_its_hash(system: System) -> None:
    say(system, {"settled": True})
    [event] = told(system)
    [row] = refused(system)
    assert (event["type"], event["message_id"]) == ("unreadable", "")
    assert event["sha256"] == row["sha256"]


def test_an_answer_is_taken_again_and_checked_again(system: System) -> None:
    say(system, a_settlement_of_nothing())
    [row] = refused(system)
    place = f"{PLACE}/{row['refusal_id']}/retries"
    again = system.post("finance", place, {})
    assert (again.status_code, again.json["code"]) == (404, "payout_unknown"), shown(again)
    assert system.post("ops", place, {}).status_code == 403


def test_finance_takes_nothing_again_that_others_sent(system: System) -> None:
    answer = system.post("finance", f"{PLACE}/no-such-answer/retries", {})
    assert (answer.status_code, answer.json["code"]) == (404, "parked_event_unknown")
    for who, status in (("auditor", 200), ("intake", 403), ("industry_federation.enters", 403)):
        assert system.get(who, PLACE).status_code == status
