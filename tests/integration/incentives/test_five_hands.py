"""Enter, verify, approve, co-sign, release are acts of different persons; large sums need more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_contracts.incentives import (
    ApproveSpecialEvent,
    DecideBole,
    ProposeSpecialEvent,
    RevealPayeeAccount,
    SealBatch,
)
from liaison_contracts.money import Fen
from liaison_kit.store import records
from tests.integration.incentives.makers import (
    D,
    a_cosignature,
    a_grade,
    a_release,
    an_approval,
    refused_code,
)
from tests.integration.incentives.town import (
    APPROVER,
    CHECKS,
    CLERK,
    ENTERS,
    FINANCE,
    FIRST,
    GROUP,
    INDUSTRY,
    LEADER,
    RELEASER,
    SEALER,
    SECOND,
    Town,
    a_caller,
    an_officer,
    head_of,
)

EVENT_CHECKER = an_officer("P-approves-events")


@pytest.fixture
def event(town: Town) -> Town:
    """Give a town with a payable event subsidy, and nothing else to pay."""
    town.station()
    town.end("2018-01-01")
    town.pay_all("2018-01-01")
    propose = ProposeSpecialEvent(
        event_code="E-1", station_code="LZ-001", held_on=D("2018-03-01"), budget_fen=Fen(100)
    )
    town.send(INDUSTRY, propose)
    approve = ApproveSpecialEvent(
        event_code="E-1", approved_on=D("2018-01-01"), amount_fen=Fen(100), document_no="d"
    )
    town.send(EVENT_CHECKER, approve)
    town.end("2018-03-01")
    return town


def as_office(person: Any) -> Any:
    """Return the same person in the talent office: only who it is counts, not where they sit."""
    return a_caller(person.sub, "talent_office", "talent_office")


def refusal(act: Callable[[], Any]) -> str:
    return refused_code(act, Forbidden)


def test_each_of_five_persons_does_one_act_of_a_case(town: Town) -> None:
    town.station()
    town.end("2018-01-01")
    town.pay_all("2018-01-01")
    town.recruit("R-1", "LZ-001", "2018-01-01")
    town.end("2018-01-02")
    batch = town.seal()
    town.clock += 3600
    for person in (CLERK, FIRST, SECOND, ENTERS, CHECKS, SEALER):
        again = as_office(person)
        approval = an_approval(batch, town.totp(again))
        assert refusal(lambda again=again, a=approval: town.send(again, a)) == "same_person"
    town.approve(batch)
    same = a_caller(APPROVER.sub, "industry_federation", "guiding_department")
    assert refusal(lambda: town.send(same, a_cosignature(batch))) == "same_person"
    town.cosign(batch)
    for person in (APPROVER, INDUSTRY, SEALER):
        again = as_office(person)
        release = _release(town, batch, again)
        assert refusal(release) == "same_person"
    town.release(batch)
    [told] = town.told("batch.released")[1:]
    assert len(set(told["persons"])) == 4


def _release(town: Town, batch: Any, person: Any) -> Callable[[], Any]:
    return lambda: town.send(person, a_release(batch, town.totp(person)))


def test_who_proposed_or_approved_an_event_signs_no_payment_of_it(event: Town) -> None:
    batch = event.seal()
    for person in (as_office(INDUSTRY), EVENT_CHECKER):
        approval = an_approval(batch, event.totp(person))
        assert refusal(lambda p=person, a=approval: event.send(p, a)) == "same_person"
    assert refusal(lambda: event.send(INDUSTRY, a_cosignature(batch))) == "same_person"


def test_a_mandate_of_the_payee_closes_every_step(due: Town) -> None:
    sealing = lambda: due.send(as_office(head_of("LZ-001")), SealBatch())  # noqa: E731
    assert refusal(sealing) == "payee_side"
    batch = due.seal()
    for person in (APPROVER, RELEASER):
        mandated = type(person)(
            "P-mandated", "talent_office", ("talent_office",), "key-m", ("station/LZ-001",)
        )
        approval = an_approval(batch, due.totp(mandated))
        assert refusal(lambda m=mandated, a=approval: due.send(m, a)) == "payee_side"


# -- amounts over the threshold ------------------------------------------------------------------


def a_large_award(town: Town, fen: int) -> Any:
    town.station(on="2018-01-01")
    town.end("2018-01-01")
    town.pay_all("2018-01-01")
    town.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "excellent"))
    town.end("2018-12-31")
    decide = DecideBole(
        bole_code="B-1",
        station_code="LZ-001",
        year=2018,
        amount_fen=Fen(fen),
        leading_group_decision="minutes 9",
        decided_on=D("2018-12-31"),
        document_no="d",
    )
    town.send(LEADER, decide)
    town.end("2019-02-01")
    return town.seal("bole_award.LZ-001.B-1")


def test_a_payment_over_200_000_yuan_needs_the_leading_group_too(town: Town) -> None:
    batch = a_large_award(town, 20_000_001)
    first = town.send(APPROVER, an_approval(batch, town.totp(APPROVER)))
    assert (first["state"], first["open_approvals"]) == ("sealed", ["leading_group"])
    town.cosign(batch)
    assert refused_code(lambda: town.release(batch), Conflict) == "batch_not_approved"
    decider = lambda: town.send(LEADER, an_approval(batch, town.totp(LEADER)))  # noqa: E731
    assert refusal(decider) == "same_person"
    second = town.send(GROUP, an_approval(batch, town.totp(GROUP)))
    assert (second["state"], second["open_approvals"]) == ("approved", [])
    town.release(batch)
    assert [told["open_approvals"] for told in town.told("batch.approved")[1:]] == [
        ["leading_group"],
        [],
    ]


def test_200_000_yuan_exactly_need_the_office_alone(town: Town) -> None:
    batch = a_large_award(town, 20_000_000)
    group = lambda: town.send(GROUP, an_approval(batch, town.totp(GROUP)))  # noqa: E731
    assert refused_code(group, Conflict) == "batch_approved_already"
    assert town.approve(batch)["state"] == "approved"


# -- finance looks at an account ------------------------------------------------------------------


def test_finance_sees_the_account_of_a_payout_and_each_look_is_logged(due: Town) -> None:
    due.order()
    [payout] = due.told("payout.requested")
    names = {name: payout[name] for name in ("payee_ref", "account_version", "payout_id")}
    shown = due.send(FINANCE, RevealPayeeAccount(**names))
    assert (shown["number"], shown["bank"]) == ("6222020200066667890", "Bank")
    other = RevealPayeeAccount(**{**names, "account_version": 2})
    unknown = lambda: due.send(FINANCE, other)  # noqa: E731
    assert refused_code(unknown, NotFound) == "payee_account_unknown"
    assert refusal(lambda: due.send(LEADER, RevealPayeeAccount(**names))) == "role_not_held"
    assert [entry["subject"] for entry in looks(due)] == [f"{payout['payee_ref']}/1"]


def looks(town: Town) -> list[dict[str, Any]]:
    log = records.access_log
    with town.runtimes["incentives"].database.reading() as session:
        rows = session.execute(
            select(log).where(log.c.act == "reveal_payee_account", log.c.outcome == "shown")
        )
        return [dict(row._mapping) for row in rows]


def test_station_and_department_are_told_of_each_account(town: Town) -> None:
    town.station()
    for kind in ("payee_account.registered", "payee_account.approved"):
        [told] = town.told(kind)
        assert told["notified"] == ["station/LZ-001", "industry_federation"]
