"""Events are settled with vouchers, and excellent stations compete for the Bole award."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.incentives import (
    ApproveSpecialEvent,
    DecideBole,
    NominateBole,
    OpenBoleCall,
    ProposeSpecialEvent,
    SettleSpecialEvent,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import D, a_grade, a_paper, refused_code
from tests.integration.incentives.system import (
    CLERK,
    INDUSTRY,
    LEADER,
    OVERSEAS,
    SEALER,
    System,
    head_of,
)


@pytest.fixture
def held(system: System) -> System:
    """Give a system in which an approved event took place on 1 March 2018."""
    system.station()
    propose = ProposeSpecialEvent(
        event_code="E-1", station_code="LZ-001", held_on=D("2018-03-01"), budget_fen=Fen(100)
    )
    system.send(CLERK, propose)
    approve = ApproveSpecialEvent(
        event_code="E-1", approved_on=D("2018-01-01"), amount_fen=Fen(100), document_no="d"
    )
    system.send(SEALER, approve)
    system.end("2018-03-02")
    return system


def a_settlement_of(system: System, **changes: Any) -> SettleSpecialEvent:
    good: dict[str, Any] = {
        "event_code": "E-1",
        "spent_fen": Fen(80),
        "settled_on": D("2018-03-02"),
        "vouchers": (a_paper(system),),
    }
    return SettleSpecialEvent(**{**good, **changes})


def test_an_event_is_settled_once_with_vouchers_and_what_is_left_over_shows(held: System) -> None:
    assert held.send(CLERK, a_settlement_of(held))["state"] == "settled"
    [told] = held.told("special_event.settled")
    assert (told["amount"], told["spent"], told["underspent"]) == ("1.00", "0.80", True)
    assert told["vouchers_sha256"] == [a_paper(held).sha256]
    again = lambda: held.send(CLERK, a_settlement_of(held))  # noqa: E731
    assert refused_code(again, Conflict) == "event_not_to_settle"


@pytest.mark.parametrize(
    "changes",
    [
        {"vouchers": ()},
        {"spent_fen": Fen(-1)},
        {"settled_on": D("2018-02-28")},
        {"settled_on": D("2018-03-03")},
    ],
    ids=["no voucher", "negative", "before the event", "ahead"],
)
def test_a_settlement_that_cannot_be_is_refused(held: System, changes: dict[str, Any]) -> None:
    act = lambda: held.send(CLERK, a_settlement_of(held, **changes))  # noqa: E731
    assert refused_code(act, Invalid) == "event_settlement_not_valid"
    assert held.told("special_event.settled") == []


def test_nobody_settles_an_event_of_others(held: System) -> None:
    act = lambda: held.send(OVERSEAS, a_settlement_of(held))  # noqa: E731
    assert refused_code(act, NotFound) == "station_unknown"


# -- the Bole award -------------------------------------------------------------------------------


@pytest.fixture
def graded(system: System) -> System:
    """Give a system of two excellent stations and a qualified one, on 10 January 2019."""
    for code in ("LZ-001", "LZ-002", "LZ-003"):
        system.station(code)
    system.recruit("R-1", "LZ-001", "2018-01-01")
    for code in ("R-2", "R-3"):
        system.recruit(code, "LZ-002", "2018-01-01")
    system.end("2018-01-01")
    for code, grade in (("LZ-001", "excellent"), ("LZ-002", "excellent"), ("LZ-003", "qualified")):
        system.tell("assessment", "2018-12-31", a_grade(code, 2018, grade))
    system.end("2019-01-10")
    return system


def a_call(closes_on: str = "2019-01-20", year: int = 2018) -> OpenBoleCall:
    return OpenBoleCall(year=year, closes_on=D(closes_on), document_no="call 1")


def a_nomination(code: str = "LZ-001") -> NominateBole:
    return NominateBole(station_code=code, year=2018)


def test_excellent_stations_are_nominated_with_figures_and_ranked(graded: System) -> None:
    graded.send(LEADER, a_call())
    first = graded.send(INDUSTRY, a_nomination("LZ-001"))
    assert (first["recruits"], first["earned"], first["rank"]) == (1, "50000.00", 1)
    second = graded.send(INDUSTRY, a_nomination("LZ-002"))
    assert (second["recruits"], second["earned"], second["rank"]) == (2, "100000.00", 1)
    assert len(graded.told("bole.nominated")) == 2
    again = lambda: graded.send(INDUSTRY, a_nomination())  # noqa: E731
    assert refused_code(again, Conflict) == "bole_nominated_already"


def test_nobody_is_nominated_without_the_grade_or_outside_a_call(graded: System) -> None:
    act = lambda: graded.send(INDUSTRY, a_nomination())  # noqa: E731
    assert refused_code(act, Refused) == "bole_not_open"
    graded.send(LEADER, a_call())
    poor = lambda: graded.send(INDUSTRY, a_nomination("LZ-003"))  # noqa: E731
    assert refused_code(poor, Refused) == "bole_not_open"
    foreign = lambda: graded.send(OVERSEAS, a_nomination())  # noqa: E731
    assert refused_code(foreign, NotFound) == "station_unknown"
    own = lambda: graded.send(head_of("LZ-001"), a_nomination())  # noqa: E731
    assert refused_code(own, Forbidden) == "role_not_held"
    graded.end("2019-01-21")
    assert refused_code(act, Refused) == "bole_not_open"


@pytest.mark.parametrize(("closes_on", "year"), [("2019-01-09", 2018), ("2019-02-01", 2019)])
def test_a_call_is_for_a_year_that_is_over_and_a_day_that_is_not(
    graded: System, closes_on: str, year: int
) -> None:
    act = lambda: graded.send(LEADER, a_call(closes_on, year))  # noqa: E731
    assert refused_code(act, Invalid) == "days_out_of_order"


def test_what_is_proposed_and_decided_is_told_by_document(held: System) -> None:
    [proposed] = held.told("special_event.proposed")
    assert (proposed["event_code"], proposed["budget"]) == ("E-1", "1.00")
    assert proposed["proposed_on"] == "2018-01-01"
    decision = DecideBole(
        bole_code="B-1",
        station_code="LZ-001",
        year=2017,
        amount_fen=Fen(20_000_001),
        leading_group_decision="minutes 8",
        decided_on=D("2018-03-01"),
        document_no="award 1",
    )
    held.send(LEADER, decision)
    [decided] = held.told("bole.decided")
    assert (decided["bole_code"], decided["amount"]) == ("B-1", "200000.01")
    assert (decided["document_no"], decided["leading_group_decision"]) == ("award 1", "minutes 8")
