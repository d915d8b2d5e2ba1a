"""A statement that was imported by mistake is set aside by two people, and counts no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused
from liaison_contracts.incentives import (
    DecideBankStatementSetAside,
    ExplainBankStatementLine,
    ProposeBankStatementSetAside,
    ShowBankStatement,
    ShowDayReport,
)
from liaison_kit.store.blobs import Blobs
from tests.integration.incentives.makers import D, refused_code
from tests.integration.incentives.statement_desk import DAY, Desk, outcomes, take_in
from tests.integration.incentives.system import FINANCE, LEADER, System
from tests.integration.incentives.test_one_booking_one_line import a_file, pay


def a_proposal(code: str, replaced_by: str | None = None) -> ProposeBankStatementSetAside:
    return ProposeBankStatementSetAside(
        statement_code=code,
        reason="The bank sent the day again with the right number.",
        document_no="finance note 7",
        replaced_by=replaced_by,
    )


def a_decision(code: str, decision: str = "set_aside") -> DecideBankStatementSetAside:
    return DecideBankStatementSetAside(
        statement_code=code,
        decision=decision,  # type: ignore[arg-type]
    )


def set_aside(system: System, code: str, replaced_by: str | None = None) -> Any:
    system.send(FINANCE, a_proposal(code, replaced_by))
    return system.send(LEADER, a_decision(code))


def test_a_corrected_statement_takes_the_place_of_the_wrong_one(
    system: System, tmp_path: Path
) -> None:
    blobs = Blobs(tmp_path / "blobs")
    pay(system, "2018-03-18", "LZ-005")
    pay(system, "2019-01-04", "LZ-010")
    wrong = take_in(system, blobs, a_file("statement-wrong"))
    assert wrong["matched"] == 2, "a bulk transaction, as far as anybody can tell"
    right = take_in(system, blobs, a_file("statement-corrected"))
    assert outcomes(right) == [(1, "double", "repeated_line"), (2, "double", "paid_twice")]

    found = set_aside(system, wrong["statement_code"], right["statement_code"])
    assert (found["state"], found["replaced_by"]) == ("set_aside", right["statement_code"])
    assert (found["proposed_by"], found["set_aside_by"]) == (FINANCE.sub, LEADER.sub)
    assert (found["document_no"], found["decided_on"]) == ("finance note 7", "2019-01-04")
    assert (found["matched"], found["differences"]) == (0, [])
    again = system.send(FINANCE, ShowBankStatement(statement_code=right["statement_code"]))
    assert (again["state"], again["matched"], again["differences"]) == ("clear", 2, [])
    assert system.send(LEADER, ShowDayReport(on=D("2019-01-04")))["state"] == "clear"
    [proposed] = system.told("bank_statement.set_aside_proposed")
    [decided] = system.told("bank_statement.set_aside_decided")
    assert proposed["reason"].startswith("The bank sent the day again")
    assert (decided["decision"], decided["replaced_by"]) == ("set_aside", right["statement_code"])


def test_one_person_sets_no_statement_aside(desk: Desk) -> None:
    system, code = desk.system, desk.take_in([desk.row(1, 0)])["statement_code"]
    early = lambda: system.send(LEADER, a_decision(code))  # noqa: E731
    assert refused_code(early, Conflict) == "bank_statement_set_aside_not_proposed"
    found = system.send(FINANCE, a_proposal(code))
    assert (found["state"], found["matched"]) == ("set_aside_proposed", 1), "it counts till then"
    twice = lambda: system.send(FINANCE, a_proposal(code))  # noqa: E731
    assert refused_code(twice, Conflict) == "bank_statement_set_aside_open"
    alone = lambda: system.send(FINANCE, a_decision(code))  # noqa: E731
    assert refused_code(alone, Forbidden) == "same_person"
    kept = system.send(LEADER, a_decision(code, "retain"))
    assert (kept["state"], kept["matched"], kept["document_no"]) == ("clear", 1, "")
    assert set_aside(system, code)["state"] == "set_aside", "it may be proposed anew"


def test_a_statement_set_aside_takes_no_act_and_its_file_may_come_again(desk: Desk) -> None:
    system, rows = desk.system, [desk.row(1, 0), desk.row(2, 1)]
    code = desk.take_in(rows)["statement_code"]
    set_aside(system, code)
    day = system.send(LEADER, ShowDayReport(on=D(DAY)))
    assert (day["state"], day["bank_paid"]) == ("open", "0.00")
    assert [each["cause"] for each in day["differences"]] == ["no_statement_line"] * 2
    for body in (
        a_proposal(code),
        a_decision(code),
        ExplainBankStatementLine(statement_code=code, line_no=1, explanation="A fee."),
    ):
        act = lambda body=body: system.send(FINANCE, body)  # noqa: E731
        assert refused_code(act, Conflict) == "bank_statement_set_aside"
    again = desk.take_in(rows)
    assert (again["statement_code"], again["matched"]) == (f"{code}-2", 2)
    twice = lambda: desk.take_in(rows)  # noqa: E731
    assert refused_code(twice, Conflict) == "bank_statement_imported_already"


def test_what_takes_its_place_has_to_count_itself(desk: Desk) -> None:
    system = desk.system
    first = desk.take_in([desk.row(1, 0)])["statement_code"]
    second = desk.take_in([desk.row(1, 1)])["statement_code"]
    for other, kind, code in (
        ("ST-none", NotFound, "bank_statement_unknown"),
        (first, Refused, "bank_statement_replacement_not_counted"),
    ):
        act = lambda other=other: system.send(FINANCE, a_proposal(first, other))  # noqa: E731
        assert refused_code(act, kind) == code
    system.send(FINANCE, a_proposal(first, second))
    set_aside(system, second)
    late = lambda: system.send(LEADER, a_decision(first))  # noqa: E731
    assert refused_code(late, Refused) == "bank_statement_replacement_not_counted"
    assert system.send(LEADER, a_decision(first, "retain"))["state"] == "clear"
    unknown = lambda: system.send(FINANCE, a_proposal("ST-none"))  # noqa: E731
    assert refused_code(unknown, NotFound) == "bank_statement_unknown"
