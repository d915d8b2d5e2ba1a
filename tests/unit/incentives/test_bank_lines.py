"""Each booking answers one line of a statement, whatever order lines and statements come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_incentives.policy.finance.bank_lines import (
    BankLine,
    Booking,
    Matching,
    Target,
    match,
    normalised,
)

DAY = date(2021, 2, 1)
PAYOUT, CLAWBACK = "p-1", "CB-1"
TARGETS = {
    PAYOUT: Target(("paid", "returned"), 100),
    "p-2": Target(("paid", "returned"), 100, is_awaited=True),
    CLAWBACK: Target(("received",)),
}
Match = Callable[..., Matching]


def a_line(
    number: int = 1, statement: str = "A", import_no: int = 1, **changes: object
) -> BankLine:
    good = BankLine(statement, number, import_no, DAY, "paid", PAYOUT, 100, f"T{number}")
    return replace(good, **changes)  # type: ignore[arg-type]


def a_booking(
    number: int = 1, kind: str = "paid", reference: str = PAYOUT, amount_fen: int = 100
) -> Booking:
    return Booking(f"S{number}", kind, reference, amount_fen, DAY)


def causes(lines: Sequence[BankLine], bookings: Sequence[Booking]) -> list[str]:
    verdicts = match(lines, bookings, TARGETS).verdicts
    found = [verdicts[line.place] for line in lines]
    return [verdict.cause or verdict.outcome for verdict in found]


def test_one_receipt_answers_one_line() -> None:
    lines = [a_line(n, kind="received", reference=CLAWBACK) for n in (1, 2)]
    receipt = a_booking(kind="received", reference=CLAWBACK)
    assert causes(lines, [receipt]) == ["matched", "not_received"]
    assert causes(lines, [receipt, replace(receipt, booking_id="S2")]) == ["matched", "matched"]


def test_one_return_answers_one_line() -> None:
    lines = [a_line(n, kind="returned") for n in (1, 2)]
    assert causes(lines, [a_booking(kind="returned")]) == ["matched", "not_returned"]


def test_a_payout_that_two_transactions_paid_is_paid_twice() -> None:
    lines = [a_line(1), a_line(2)]
    assert causes(lines, [a_booking()]) == ["matched", "paid_twice"]
    assert causes(lines, []) == ["recorded_unpaid", "paid_twice"]


def test_one_transaction_carries_many_payments() -> None:
    lines = [a_line(1, transaction="T"), a_line(2, transaction="T", reference="p-2")]
    paid = [a_booking(1), a_booking(2, reference="p-2")]
    assert causes(lines, paid) == ["matched", "matched"]
    assert causes(lines, paid[:1]) == ["matched", "not_settled"]


def test_the_transaction_of_another_statement_is_a_repeat() -> None:
    lines = [a_line(1), a_line(1, "B", 2)]
    assert causes(lines, [a_booking()]) == ["matched", "repeated_line"]
    other = a_line(1, "B", 2, amount_fen=90)
    assert causes([lines[0], other], [a_booking()]) == ["matched", "amount_differs"]


def test_a_transaction_that_one_statement_lists_twice_is_asked_about() -> None:
    lines = [a_line(1, transaction="T"), a_line(2, transaction="T")]
    assert causes(lines, [a_booking()]) == ["matched", "listed_twice"]


def test_money_to_a_stranger_is_never_called_a_repeat() -> None:
    stranger = a_line(2, transaction="T1", reference="nobody")
    lines = [a_line(1), stranger, replace(stranger, statement_code="B", import_no=2)]
    assert causes(lines, [a_booking()]) == ["matched", "no_such_payout", "no_such_payout"]
    verdicts = match(lines, [a_booking()], TARGETS).verdicts
    assert [verdicts[line.place].is_again for line in lines] == [False, False, True]
    received = a_line(kind="received", reference=PAYOUT)
    assert causes([received], []) == ["no_such_clawback"]


def test_the_line_of_the_bookings_own_day_is_preferred() -> None:
    lines = [a_line(1, booked_on=date(2021, 1, 31)), a_line(2)]
    assert causes(lines, [a_booking()]) == ["paid_twice", "matched"]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("1aa25f50-f507-5383-af4a-d25e4f34c834    ", "1aa25f50-f507-5383-af4a-d25e4f34c834"),
        ("1AA25F50-F507-5383-AF4A-D25E4F34C834", "1aa25f50-f507-5383-af4a-d25e4f34c834"),
        ("1aa25f50f5075383af4ad25e4f34c834", "1aa25f50-f507-5383-af4a-d25e4f34c834"),
        ("1aa25f50–f507–5383–af4a–d25e4f34 c834", "1aa25f50-f507-5383-af4a-d25e4f34c834"),
        ("cb-1aa25f50-f507-5383-af4a-d25e4f34c834", "CB-1aa25f50-f507-5383-af4a-d25e4f34c834"),
        ("\u200b２０１８０２０５\u3000８８８８\ufeff", "201802058888"),
        ("Ab-1", "Ab-1"),
    ],
)
def test_references_are_compared_as_people_read_them(written: str, compared: str) -> None:
    assert normalised(written) == compared == normalised(compared)


# -- properties over drawn statements --------------------------------------------------------------

LINES = st.builds(
    lambda statement, kind, reference, amount, transaction, day: BankLine(
        f"ST-{statement}", 0, statement, date(2021, 2, day), kind, reference, amount, transaction
    ),
    st.integers(1, 3),
    st.sampled_from(["paid", "returned", "received"]),
    st.sampled_from([PAYOUT, "p-2", CLAWBACK, "nobody"]),
    st.sampled_from([90, 100]),
    st.sampled_from(["T1", "T2"]),
    st.integers(1, 2),
)
BOOKINGS = st.builds(
    lambda what, amount, day: Booking("", *what, amount, date(2021, 2, day)),
    st.sampled_from(
        [(kind, reference) for reference, each in TARGETS.items() for kind in each.kinds]
    ),
    st.sampled_from([90, 100]),
    st.integers(1, 2),
)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[BankLine], list[Booking]]:
    lines = [
        replace(line, line_no=number)
        for number, line in enumerate(draw(st.lists(LINES, max_size=9)), start=1)
    ]
    bookings = [
        replace(booking, booking_id=f"S{number}")
        for number, booking in enumerate(draw(st.lists(BOOKINGS, max_size=5)))
    ]
    return lines, bookings


def order_faults(
    lines: Sequence[BankLine], bookings: Sequence[Booking], shuffled: Sequence[BankLine], by: Match
) -> list[str]:
    """Return what an order of reading, or of importing, changes in the verdicts."""
    found = by(lines, bookings, TARGETS)
    faults = []
    if by(shuffled, bookings[::-1], TARGETS) != found:
        faults.append("an order of lines")
    otherwise = [replace(line, import_no=-line.import_no) for line in lines]
    if _counted(otherwise, by(otherwise, bookings, TARGETS)) != _counted(lines, found):
        faults.append("an order of statements")
    return faults


def _counted(lines: Sequence[BankLine], found: Matching) -> Counter[tuple[object, ...]]:
    """Count what was found for each transaction; which of its equal lines has it is no matter."""
    verdicts = [(line, found.verdicts[line.place]) for line in lines]
    return Counter(
        (line.kind, line.reference, line.amount_fen, line.transaction, each.cause, each.is_again)
        for line, each in verdicts
    )


def sum_faults(
    lines: Sequence[BankLine], bookings: Sequence[Booking], by: Match
) -> list[tuple[str, str]]:
    """Return the kinds and references of which more is matched than was booked."""
    matched, booked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    found = by(lines, bookings, TARGETS)
    for line in lines:
        if found.verdicts[line.place].outcome == "matched":
            matched[line.kind, line.reference] += line.amount_fen
    for booking in bookings:
        booked[booking.kind, booking.reference] += booking.amount_fen
    left = Counter[tuple[str, str]]()
    for booking in found.left:
        left[booking.kind, booking.reference] += booking.amount_fen
    return [key for key in matched | booked if matched[key] + left[key] != booked[key]]


@given(drawn(), st.randoms(use_true_random=False))
def test_no_order_changes_a_verdict(
    case: tuple[list[BankLine], list[Booking]], random: object
) -> None:
    lines, bookings = case
    shuffled = [*lines]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order_faults(lines, bookings, shuffled, match) == []


@given(drawn())
def test_what_is_matched_is_never_more_than_what_is_booked(
    case: tuple[list[BankLine], list[Booking]],
) -> None:
    lines, bookings = case
    assert sum_faults(lines, bookings, match) == []
    assert set(match(lines, bookings, TARGETS).verdicts) == {line.place for line in lines}


def by_arrival(
    lines: Sequence[BankLine], bookings: Sequence[Booking], targets: dict[str, Target]
) -> Matching:
    """Match each line alone where a booking has its amount: nothing is used up."""
    found: dict[tuple[str, int], object] = {}
    seen: set[str] = set()
    for line in lines:
        alone = match([line], bookings, targets).verdicts[line.place]
        is_seen = line.transaction in seen
        found[line.place] = replace(alone, outcome="double", cause="seen") if is_seen else alone
        seen.add(line.transaction)
    return Matching(found, tuple(bookings))  # type: ignore[arg-type]


def test_a_matching_by_arrival_that_uses_nothing_up_would_be_found() -> None:
    lines = [a_line(1), a_line(2), a_line(3, "B", 2, transaction="T1")]
    assert sum_faults(lines, [a_booking()], by_arrival) == [("paid", PAYOUT)]
    assert order_faults(lines, [a_booking()], lines[::-1], by_arrival) == ["an order of lines"]
