"""A fact becomes money: granted, sealed, approved, co-signed, released, settled, paid."""

from __future__ import annotations

from datetime import date

from liaison_contracts.incentives import Explain
from liaison_kit.store.ids import name_id
from tests.integration.incentives.makers import a_grade, a_settled
from tests.integration.incentives.system import INDUSTRY, System, an_officer, head_of


def test_a_plaque_becomes_a_paid_base_grant(system: System) -> None:
    system.station("LZ-001", "2018-01-01")
    system.end("2018-01-01")
    code = "base_grant.LZ-001.2018"
    [granted] = system.told("award.granted")
    assert (granted["award_code"], granted["amount"]) == (code, "30000.00")
    released = system.order()
    assert released["state"] == "released"
    [payout] = system.told("payout.requested")
    assert payout["payout_id"] == name_id(code, "0")
    assert (payout["payout_sequence"], payout["amount"], payout["currency"]) == (
        2,
        "30000.00",
        "CNY",
    )
    system.settle(payout, "2018-01-01")
    [paid] = system.told("award.paid")
    assert (paid["award_code"], paid["settled_on"]) == (code, "2018-01-01")
    assert (system.awards()[code].state, system.awards()[code].stage) == ("paid", "paid")
    assert system.ledger_faults() == ()


def test_a_settlement_by_queue_pays_like_one_over_rest(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    system.order()
    [payout] = system.told("payout.requested")
    system.on("2018-01-02")
    assert system.finance_says(a_settled(payout, "2018-01-02"), "2018-01-02")
    assert [paid["settled_on"] for paid in system.told("award.paid")] == ["2018-01-02"]
    assert system.awards()["base_grant.LZ-001.2018"].paid_on == date(2018, 1, 2)


def test_an_excellent_year_and_a_recruit_are_paid_beside_the_base_grant(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.on("2018-03-01")
    system.recruit("R-1", "LZ-001", "2018-03-01")
    system.end("2018-03-01")
    system.pay_all("2018-03-01")
    system.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "excellent"))
    system.on("2018-12-31")
    system.spend("LZ-001", 2018, "2018-12-31")
    system.end("2019-01-01")
    system.pay_all("2019-01-01")
    paid = {entry["award_code"]: entry["amount"] for entry in system.told("award.paid")}
    assert paid == {
        "base_grant.LZ-001.2018": "30000.00",
        "talent_recruited.LZ-001.R-1": "50000.00",
        "base_grant.LZ-001.2019": "30000.00",
        "excellent_uplift.LZ-001.2019": "6000.00",
    }
    assert system.ledger_faults() == ()


def test_an_award_explains_itself_to_its_station_and_its_department(system: System) -> None:
    system.station("LZ-001", "2018-01-01")
    system.on("2018-04-10")
    system.station("LZ-002", "2018-04-10")
    system.end("2018-04-10")
    question = Explain(award_code="base_grant.LZ-002.2018")
    for person in (head_of("LZ-002"), INDUSTRY, an_officer("P-anyone")):
        answer = system.send(person, question)
        assert answer["amount"] == "22500.00"
    assert answer["explanation"]["readings"]["A11"]["value"] == "monthly"
    text = answer["explanation"]["text"]
    assert "    30,000.00 yuan × 9/12 = 22,500.00 yuan" in text["en"]
    assert "    30,000.00元 × 9/12 = 22,500.00元" in text["zh"]
    assert any("HOUSE" in sentence for sentence in text["en"])


def test_only_stations_with_something_due_are_looked_at(system: System) -> None:
    system.station("LZ-001")
    system.end("2018-01-01")
    before = len(system.log())
    for day in ("2018-02-01", "2018-05-01", "2018-12-31"):
        system.end(day)
    total = "payout.day_closed.v1"
    assert {event["type"] for event in system.log()[before:]} == {total}
    system.end("2019-01-01")
    told = [event["type"] for event in system.log()[before:] if event["type"] != total]
    assert told == ["award.granted.v1", "award.held.v1"]
