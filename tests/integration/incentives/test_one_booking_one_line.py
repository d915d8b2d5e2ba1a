"""Statements of the bank as they really came: each booking answers one line, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.incentives import (
    DecideClawback,
    ProposeClawback,
    RecordClawbackReceived,
    RecordReturn,
    ShowBankStatement,
    ShowDayReport,
)
from liaison_contracts.money import Fen
from liaison_kit.store.blobs import Blobs
from tests.integration.incentives.makers import D
from tests.integration.incentives.statement_desk import DAY, NOBODYS, Desk, outcomes, take_in
from tests.integration.incentives.system import FINANCE, LEADER, SEALER, System

FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789-"}
FILES = Path(__file__).parents[2] / "data" / "public-cases"


def a_file(name: str, **written: str) -> bytes:
    """Return a statement of the bank, with what a test names in it."""
    text = (FILES / f"{name}.csv").read_text("utf-8")
    for place, value in written.items():
        text = text.replace(f"{{{place}}}", value)
    return text.encode()


def pay(system: System, on: str, *codes: str) -> None:
    """Let stations be founded on a day, and their grants be paid on it."""
    for code in codes:
        system.station(code, on)
    system.end(on)
    system.pay_all(on)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """Give the folder of uploads."""
    return Blobs(tmp_path / "blobs")


def report(system: System, on: str) -> Any:
    return system.send(LEADER, ShowDayReport(on=D(on)))


def a_receipt(clawback: str, number: str, on: str) -> RecordClawbackReceived:
    return RecordClawbackReceived(
        clawback_code=clawback,
        settlement_id=number,
        amount_fen=Fen(1_000_000),
        received_on=D(on),
        voucher_no=f"V-{number}",
    )


def asked_back(system: System) -> str:
    """Let a grant be paid and 20,000 yuan of it be asked back; return the clawback."""
    pay(system, "2021-01-01", "LZ-001")
    grant = "base_grant.LZ-001.2021"
    wish = ProposeClawback(
        award_code=grant, amount_fen=Fen(2_000_000), cause="wrong_use", document_no="report 1"
    )
    clawback = str(system.send(SEALER, wish)["clawback_code"])
    ruling = DecideClawback(
        clawback_code=clawback,
        decision="recover",
        due_on=D("2021-03-01"),
        document_no="minutes 4",
    )
    system.send(LEADER, ruling)
    return clawback


def test_one_receipt_does_not_answer_for_two_lines(system: System, blobs: Blobs) -> None:
    clawback, on = asked_back(system), "2021-02-01"
    system.on(on)
    system.send(FINANCE, a_receipt(clawback, "C-1", on))
    found = take_in(system, blobs, a_file("statement-two-receipts", clawback=clawback))
    assert (found["matched"], outcomes(found)) == (1, [(2, "unmatched", "not_received")])
    day = report(system, on)
    assert (day["state"], day["bank_received"], day["recovered"]) == (
        "open",
        "20000.00",
        "10000.00",
    )
    system.send(FINANCE, a_receipt(clawback, "C-2", on))
    again = ShowBankStatement(statement_code=found["statement_code"])
    assert system.send(FINANCE, again)["state"] == "clear"
    assert report(system, on)["state"] == "clear"


def test_one_transaction_of_the_bank_carries_two_payments(system: System, blobs: Blobs) -> None:
    pay(system, "2018-02-05", "LZ-009")
    pay(system, "2019-01-01", "LZ-012")
    found = take_in(system, blobs, a_file("statement-bulk-one-reference"))
    assert (found["matched"], found["differences"]) == (2, [])
    assert report(system, "2018-02-05")["state"] == "clear"


def test_a_padded_reference_is_the_reference(system: System, blobs: Blobs) -> None:
    system.station("LZ-012")
    system.on("2020-08-25")
    system.recruit("R-00030", "LZ-012", "2020-08-25")
    system.end("2020-08-25")
    system.pay_all("2020-08-25")
    found = take_in(system, blobs, a_file("statement-padded-reference"))
    assert (found["matched"], found["differences"]) == (1, [])


@pytest.mark.parametrize(
    "write",
    [str.upper, lambda text: text.replace("-", ""), lambda text: text.translate(FULL_WIDTH)],
)
def test_a_reference_written_otherwise_is_the_reference(desk: Desk, write: Any) -> None:
    reference = write(desk.payouts[0]["payout_id"])
    found = desk.take_in([desk.row(1, reference)])
    assert (found["matched"], found["differences"]) == (1, [])


def test_one_return_does_not_answer_for_two_lines(desk: Desk) -> None:
    back = RecordReturn(
        payout_id=desk.payouts[0]["payout_id"],
        settlement_id="B-1",
        returned_on=D(DAY),
        reason_code="account_closed",
    )
    desk.system.send(FINANCE, back)
    rows = [desk.row(1, 0), desk.row(2, 0, kind="returned"), desk.row(3, 0, kind="returned")]
    found = desk.take_in(rows)
    assert (found["matched"], outcomes(found)) == (2, [(3, "unmatched", "not_returned")])


def test_numbers_of_the_bank_that_were_shortened_alike_make_no_repeat(desk: Desk) -> None:
    rows = [desk.row(n + 1, n, bank_reference="202012310000012400.00") for n in (0, 1)]
    assert desk.take_in(rows)["matched"] == 2


def test_money_to_a_stranger_under_a_known_transaction_stays_open(desk: Desk) -> None:
    rows = [desk.row(1, 0), desk.row(2, 1)]
    stranger = desk.row(3, NOBODYS, amount="88888.00", bank_reference=rows[0][-1])
    found = desk.take_in([*rows, stranger])
    assert outcomes(found) == [(3, "unknown", "no_such_payout")]
    day = report(desk.system, DAY)
    assert (day["state"], day["bank_paid"], day["settled"]) == ("open", "148888.00", "60000.00")
    again = desk.take_in([desk.row(1, 2), [2, *stranger[1:]]])
    assert outcomes(again)[1] == (2, "unknown", "no_such_payout"), "another statement shows it too"
    assert report(desk.system, DAY)["bank_paid"] == "178888.00", "and it is counted once"


def test_a_day_that_two_statements_show_is_clear(desk: Desk) -> None:
    rows = [desk.row(1, 0), desk.row(2, 1)]
    desk.take_in(rows)
    found = desk.take_in([*rows, desk.row(3, 2, booked_on="2018-01-02")])
    assert outcomes(found)[:2] == [(1, "double", "repeated_line"), (2, "double", "repeated_line")]
    day = report(desk.system, DAY)
    assert (day["state"], day["bank_paid"], day["differences"]) == ("clear", "60000.00", [])


def test_a_day_whose_payment_the_bank_booked_a_day_later_is_explained(desk: Desk) -> None:
    found = desk.take_in([desk.row(1, 0), desk.row(2, 1, booked_on="2018-01-02")])
    assert (found["matched"], found["state"]) == (2, "clear")
    for on, bank in ((DAY, "30000.00"), ("2018-01-02", "30000.00")):
        day = report(desk.system, on)
        assert (day["state"], day["bank_paid"]) == ("explained", bank)
        assert [(each["cause"], each["line_no"]) for each in day["differences"]] == [
            ("other_day", 2)
        ]
