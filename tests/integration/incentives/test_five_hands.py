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
from tests.integration.incentives.system import (
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
    System,
    a_caller,
    an_officer,
    head_of,
)

EVENT_CHECKER = an_officer("P-approves-events")


@pytest.fixture
def event(system: System) -> System:
    """Give a system with a payable event subsidy, and nothing else to pay."""
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    propose = ProposeSpecialEvent(
        event_code="E-1", station_code="LZ-001", held_on=D("2018-03-01"), budget_fen=Fen(100)
    )
    system.send(INDUSTRY, propose)
    approve = ApproveSpecialEvent(
        event_code="E-1", approved_on=D("2018-01-01"), amount_fen=Fen(100), document_no="d"
    )
    system.send(EVENT_CHECKER, approve)
    system.end("2018-03-01")
    return system


def as_office(person: Any) -> Any:
    """Return the same person in the talent office: only who it is counts, not where they sit."""
    return a_caller(person.sub, "talent_office", "talent_office")


def refusal(act: Callable[[], Any]) -> str:
    return refused_code(act, Forbidden)


def test_each_of_five_persons_does_one_act_of_a_case(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.recruit("R-1", "LZ-001", "2018-01-01")
    system.end("2018-01-02")
    batch = system.seal()
    system.clock += 3600
    for person in (CLERK, FIRST, SECOND, ENTERS, CHECKS, SEALER):
        again = as_office(person)
        approval = an_approval(batch, system.totp(again))
        assert refusal(lambda again=again, a=approval: system.send(again, a)) == "same_person"
    system.approve(batch)
    same = a_caller(APPROVER.sub, "industry_federation", "guiding_department")
    assert refusal(lambda: system.send(same, a_cosignature(batch))) == "same_person"
    system.cosign(batch)
    for person in (APPROVER, INDUSTRY, SEALER):
        again = as_office(person)
        release = _release(system, batch, again)
        assert refusal(release) == "same_person"
    system.release(batch)
    [told] = system.told("batch.released")[1:]
    assert len(set(told["persons"])) == 4


def _release(system: System, batch: Any, person: Any) -> Callable[[], Any]:
    return lambda: system.send(person, a_release(batch, system.totp(person)))


def test_who_proposed_or_approved_an_event_signs_no_payment_of_it(event: System) -> None:
    batch = event.seal()
    for person in (as_office(INDUSTRY), EVENT_CHECKER):
        approval = an_approval(batch, event.totp(person))
        assert refusal(lambda p=person, a=approval: event.send(p, a)) == "same_person"
    assert refusal(lambda: event.send(INDUSTRY, a_cosignature(batch))) == "same_person"


def test_a_mandate_of_the_payee_closes_every_step(due: System) -> None:
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


def a_large_award(system: System, fen: int) -> Any:
    system.station(on="2018-01-01")
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "excellent"))
    system.end("2018-12-31")
    decide = DecideBole(
        bole_code="B-1",
        station_code="LZ-001",
        year=2018,
        amount_fen=Fen(fen),
        leading_group_decision="minutes 9",
        decided_on=D("2018-12-31"),
        document_no="d",
    )
    system.send(LEADER, decide)
    system.end("2019-02-01")
    return system.seal("bole_award.LZ-001.B-1")


def test_a_payment_over_200_000_yuan_needs_the_leading_group_too(system: System) -> None:
    batch = a_large_award(system, 20_000_001)
    first = system.send(APPROVER, an_approval(batch, system.totp(APPROVER)))
    assert (first["state"], first["open_approvals"]) == ("sealed", ["leading_group"])
    system.cosign(batch)
    assert refused_code(lambda: system.release(batch), Conflict) == "batch_not_approved"
    decider = lambda: system.send(LEADER, an_approval(batch, system.totp(LEADER)))  # noqa: E731
    assert refusal(decider) == "same_person"
    second = system.send(GROUP, an_approval(batch, system.totp(GROUP)))
    assert (second["state"], second["open_approvals"]) == ("approved", [])
    system.release(batch)
    assert [told["open_approvals"] for told in system.told("batch.approved")[1:]] == [
        ["leading_group"],
        [],
    ]


def test_200_000_yuan_exactly_need_the_office_alone(system: System) -> None:
    batch = a_large_award(system, 20_000_000)
    group = lambda: system.send(GROUP, an_approval(batch, system.totp(GROUP)))  # noqa: E731
    assert refused_code(group, Conflict) == "batch_approved_already"
    assert system.approve(batch)["state"] == "approved"


# -- finance looks at an account ------------------------------------------------------------------


def test_finance_sees_the_account_of_a_payout_and_each_look_is_logged(due: System) -> None:
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


def looks(system: System) -> list[dict[str, Any]]:
    log = records.access_log
    with system.runtimes["incentives"].database.reading() as session:
        rows = session.execute(
            select(log).where(log.c.act == "reveal_payee_account", log.c.outcome == "shown")
        )
        return [dict(row._mapping) for row in rows]


def test_station_and_department_are_told_of_each_account(system: System) -> None:
    system.station()
    for kind in ("payee_account.registered", "payee_account.approved"):
        [told] = system.told(kind)
        assert told["notified"] == ["station/LZ-001", "industry_federation"]
