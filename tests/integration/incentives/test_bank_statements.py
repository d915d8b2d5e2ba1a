"""A bank statement is compared with the books once, and every difference has a next step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.incentives import (
    ExplainBankStatementLine,
    RecordFailure,
    ShowBankStatement,
    ShowDayReport,
)
from liaison_incentives.usecases.bank_statements.reader import XLSX, read
from tests.integration.incentives.makers import D, refused_code
from tests.integration.incentives.statement_desk import (
    DAY,
    NOBODYS,
    Desk,
    csv_of,
    outcomes,
    workbook_of,
)
from tests.integration.incentives.system import FINANCE, LEADER
from tests.sentences import fact

CASES = Path(__file__).parents[2] / "data" / "public-cases"
LINES = "bank_statement_lines"


def test_each_line_is_matched_unmatched_double_or_unknown_with_a_reason(desk: Desk) -> None:
    rows = [
        desk.row(1, 0),
        desk.row(2, 1, amount="29999.99"),
        desk.row(3, 2),
        desk.row(4, 0),
        desk.row(5, NOBODYS),
        desk.row(6, 1, kind="returned"),
        desk.row(7, "CB-none", kind="received"),
    ]
    answer = desk.take_in(rows)
    assert outcomes(answer) == [
        (2, "unmatched", "amount_differs"),
        (3, "unmatched", "not_settled"),
        (4, "double", "paid_twice"),
        (5, "unknown", "no_such_payout"),
        (6, "unmatched", "not_returned"),
        (7, "unknown", "no_such_clawback"),
    ]
    assert all(fact(difference["reason"]) for difference in answer["differences"])
    counts = [answer[name] for name in ("matched", "unmatched", "double", "unknown")]
    assert counts == [1, 3, 1, 2]
    assert desk.system.ledger_faults() == ()
    assert len(desk.system.told("award.paid")) == 2


def test_the_same_rows_as_a_workbook_say_the_same(desk: Desk) -> None:
    rows = [desk.row(1, 0), desk.row(2, 2, amount=30000)]
    answer = desk.take_in(rows, workbook_of(rows), media_type=XLSX)
    assert (answer["matched"], outcomes(answer)) == (1, [(2, "unmatched", "not_settled")])


def test_a_file_fed_twice_is_refused_and_a_line_fed_twice_is_a_double(desk: Desk) -> None:
    rows = [desk.row(1, 0)]
    desk.take_in(rows)
    assert refused_code(lambda: desk.take_in(rows), Conflict) == "bank_statement_imported_already"
    again = desk.take_in([*rows, desk.row(2, 1)])
    assert outcomes(again) == [(1, "double", "repeated_line")]
    assert len(desk.system.told("bank_statement.imported")) == 2


def test_a_settlement_recorded_later_clears_the_line(desk: Desk) -> None:
    code = desk.take_in([desk.row(1, 2)])["statement_code"]
    desk.system.settle(desk.payouts[2], DAY)
    answer = desk.system.send(FINANCE, ShowBankStatement(statement_code=code))
    assert (answer["matched"], answer["differences"]) == (1, [])


def test_what_finance_recorded_as_failed_and_the_bank_paid_stands_out(desk: Desk) -> None:
    failed = RecordFailure(
        payout_id=desk.payouts[3]["payout_id"],
        settlement_id="F-1",
        failed_on=D(DAY),
        reason_code="closed",
    )
    desk.system.send(FINANCE, failed)
    answer = desk.take_in([desk.row(1, 3)])
    assert outcomes(answer) == [(1, "unmatched", "recorded_unpaid")]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda rows: csv_of(rows)[3:].decode().encode("utf-16"), "table_refused"),
        (lambda rows: csv_of([rows[0], rows[2]]), "bank_statement_line_missing"),
        (lambda rows: csv_of(rows[:2]), "bank_statement_incomplete"),
        (lambda rows: csv_of(rows).replace(b"bank_reference", b"ref"), "table_headings"),
        (
            lambda rows: csv_of([rows[0], [*rows[1][:4], "-1", *rows[1][5:]], rows[2]]),
            LINES,
        ),
        (
            lambda rows: csv_of([rows[0], [*rows[1][:4], "1.005", *rows[1][5:]], rows[2]]),
            LINES,
        ),
        (lambda rows: csv_of([*rows, ["4", "x"]]), LINES),
        (lambda rows: b"\xef\xbb\xbf" + b'"' + csv_of(rows), "table_refused"),
    ],
    ids=["utf-16", "gap", "cut", "columns", "negative", "fraction", "short", "quote"],
)
def test_a_bad_statement_is_refused_whole(desk: Desk, spoil: Any, code: str) -> None:
    rows = [desk.row(1, 0), desk.row(2, 1), desk.row(3, 2)]
    content: bytes = spoil(rows)
    act = lambda: desk.take_in(rows, content, media_type="text/plain")  # noqa: E731
    assert refused_code(act, Invalid) == code
    assert desk.system.told("bank_statement.imported") == []


def test_a_hostile_workbook_is_refused(desk: Desk) -> None:
    rows = [desk.row(1, 0)]
    for content in (b"PK\x03\x04 no zip", workbook_of(rows)[:200]):
        act = partial(desk.take_in, rows, content, media_type=XLSX)
        assert refused_code(act, Invalid) == "table_refused"


def test_a_file_that_was_never_uploaded_is_unknown(desk: Desk) -> None:
    act = lambda: desk.take_in([desk.row(1, 0)], sha256="0" * 64)  # noqa: E731
    assert refused_code(act, NotFound) == "file_unknown"


def test_the_day_report_is_open_until_each_difference_is_cleared_or_explained(desk: Desk) -> None:
    def report() -> Any:
        return desk.system.send(LEADER, ShowDayReport(on=D(DAY)))

    first = report()
    assert (first["state"], first["settled_count"], first["settled"]) == ("open", 2, "60000.00")
    assert [d["cause"] for d in first["differences"]] == ["no_statement_line"] * 2
    code = desk.take_in([desk.row(1, 0), desk.row(2, 1), desk.row(3, NOBODYS)])["statement_code"]
    assert [d["cause"] for d in report()["differences"]] == ["no_such_payout"]
    explain = ExplainBankStatementLine(
        statement_code=code, line_no=3, explanation="The bank's own fee, returned on 3 January."
    )
    desk.system.send(FINANCE, explain)
    last = report()
    assert (last["state"], last["bank_paid"]) == ("explained", "90000.00")
    [told] = desk.system.told("bank_statement.line_explained")
    assert (told["statement_code"], told["line_no"]) == (code, 3)
    unknown = ExplainBankStatementLine(statement_code=code, line_no=9, explanation="x")
    assert (
        refused_code(lambda: desk.system.send(FINANCE, unknown), NotFound)
        == "bank_statement_unknown"
    )


def test_a_day_on_which_bank_and_books_agree_is_clear(desk: Desk) -> None:
    desk.take_in([desk.row(1, 0), desk.row(2, 1)])
    report = desk.system.send(LEADER, ShowDayReport(on=D(DAY)))
    assert (report["state"], report["differences"]) == ("clear", [])


def test_a_workbook_s_own_claim_of_its_size_is_not_believed() -> None:
    """Public case statement-dimension-a1."""
    lines = read((CASES / "statement-dimension-a1.xlsx").read_bytes())
    assert [line.amount_fen for line in lines] == [3_000_000, 5_000_000]


def test_a_reference_kept_as_a_number_is_refused_at_its_cell() -> None:
    """Public case statement-long-numbers."""
    with pytest.raises(Invalid) as refused:
        read((CASES / "statement-long-numbers.xlsx").read_bytes())
    assert list(refused.value.faults) == ["line 2", "line 3"]
    for faults in refused.value.faults.values():
        assert [each.code for each in faults["bank_reference"]] == ["number_for_code"]


def test_a_padded_reference_is_matched(desk: Desk) -> None:
    """Public case statement-padded-reference, with a payout of this system."""
    assert read((CASES / "statement-padded-reference.csv").read_bytes())[0].reference[-1] == "4"
    row = desk.row(1, 0)
    row[3] = f"{row[3]}    "
    assert desk.take_in([row])["matched"] == 1
