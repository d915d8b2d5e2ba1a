"""Match lines of bank statements with bookings, where each booking answers one line (Article 3).

A line names what it pays or returns by a reference. Lines and bookings of one kind and reference
are matched together, over all statements, and each booking is used up by its line. Only then is a
line that has no booking called a repeat: the same transaction, reference, kind and amount in
another statement. What a line is follows from all lines and bookings, never from their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

PAID, RETURNED, RECEIVED = "paid", "returned", "received"
CLAWBACK = "CB-"
HIDDEN = ("Cc", "Cf")
"""Unicode categories of characters that nobody sees."""
_UUID = re.compile(
    r"(cb-?)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})"
)


@dataclass(frozen=True)
class BankLine:
    """Hold one line of a statement; `reference` and `transaction` are normalised.

    `import_no` is the place of its statement among all that were imported.
    """

    statement_code: str
    line_no: int
    import_no: int
    booked_on: date
    kind: str
    reference: str
    amount_fen: int
    transaction: str

    @property
    def place(self) -> tuple[str, int]:
        """Return the statement and line number."""
        return self.statement_code, self.line_no


@dataclass(frozen=True)
class Booking:
    """Hold what the books say the bank did: one settlement, return or receipt."""

    booking_id: str
    kind: str
    reference: str
    amount_fen: int
    on: date


@dataclass(frozen=True)
class Target:
    """Hold what a reference names: a payout with its amount, or a clawback without one.

    `is_awaited` says that the settlement of the payout is still to come.
    """

    kinds: tuple[str, ...]
    amount_fen: int | None = None
    is_awaited: bool = False


@dataclass(frozen=True)
class Verdict:
    """Hold what a line is, and the cause if it is not matched.

    `booking` is the booking that answers a matched line. `is_again` says that an earlier statement
    shows this transaction, so it counts in no sum.
    """

    outcome: str
    cause: str = ""
    booking: Booking | None = None
    is_again: bool = False


@dataclass(frozen=True)
class Matching:
    """Hold the verdict on each line by statement and number, and the bookings that no line used."""

    verdicts: Mapping[tuple[str, int], Verdict]
    left: tuple[Booking, ...]


@dataclass(frozen=True)
class _Transaction:
    """Hold one movement of the bank, with every line that shows it, the earliest statement first.

    `number` counts equal transactions that a single statement shows more than once. No order of
    imports changes the fields by which transactions are sorted.
    """

    number: int
    amount_fen: int
    booked_on: date
    reference: str
    lines: tuple[BankLine, ...]

    @property
    def order(self) -> tuple[int, date, str, int]:
        """Return its place among transactions of one kind and reference."""
        return self.number, self.booked_on, self.reference, self.amount_fen


def normalised(reference: str) -> str:
    """Return a reference as it is compared: no blanks, no hidden characters, UUIDs in lower case.

    >>> normalised(" 1AA25F50-F507-5383-AF4A-D25E4F34C834\u3000")
    '1aa25f50-f507-5383-af4a-d25e4f34c834'
    >>> normalised("２０１８ 0205 8888")
    '201802058888'
    """
    text = unicodedata.normalize("NFKC", reference)
    kept = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in HIDDEN)
    is_uuid = _UUID.fullmatch("".join("-" if _is_dash(c) else c for c in kept.lower()))
    if not is_uuid:
        return kept
    prefix, *parts = is_uuid.groups()
    return (CLAWBACK if prefix else "") + "-".join(parts)


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character == "\u2212"


def match(
    lines: Iterable[BankLine], bookings: Iterable[Booking], targets: Mapping[str, Target]
) -> Matching:
    """Return what each line is, and which bookings no line shows.

    `lines` are all lines that name any of the references, `bookings` all bookings of them.
    """
    booked: dict[tuple[str, str], list[Booking]] = defaultdict(list)
    for booking in bookings:
        booked[booking.kind, booking.reference].append(booking)
    shown: dict[tuple[str, str], list[BankLine]] = defaultdict(list)
    for line in lines:
        shown[line.kind, line.reference].append(line)
    verdicts: dict[tuple[str, int], Verdict] = {}
    left: list[Booking] = []
    for key in shown.keys() | booked.keys():
        kind, reference = key
        target = targets.get(reference)
        known = target if target and kind in target.kinds else None
        left.extend(_judge(_transactions(shown[key]), booked[key], known, verdicts))
    return Matching(verdicts, tuple(sorted(left, key=lambda each: (each.on, each.booking_id))))


def _transactions(lines: Sequence[BankLine]) -> list[_Transaction]:
    """Return the movements of the bank that some lines show, in an order of their own."""
    times: dict[tuple[str, int, str], int] = defaultdict(int)
    shown: dict[tuple[int, str, int], list[BankLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: (each.import_no, each.place)):
        here = line.statement_code, line.amount_fen, line.transaction
        shown[line.amount_fen, line.transaction, times[here]].append(line)
        times[here] += 1
    found = [
        _Transaction(number, amount_fen, min(line.booked_on for line in of), reference, tuple(of))
        for (amount_fen, reference, number), of in shown.items()
    ]
    return sorted(found, key=lambda each: each.order)


def _judge(
    transactions: Sequence[_Transaction],
    bookings: Sequence[Booking],
    target: Target | None,
    verdicts: dict[tuple[str, int], Verdict],
) -> list[Booking]:
    """Add the verdicts on transactions of one kind and reference; return the bookings left."""
    left = sorted(bookings, key=lambda each: (each.on, each.booking_id))
    used = _use_up(transactions, left)
    expected = {each.amount_fen for each in used.values()}  # what a second payment would repeat
    for transaction in transactions:
        first, *again = transaction.lines
        booking = used.get(first.place)
        if booking:
            verdict = Verdict("matched", booking=booking)
        elif target is None:
            verdict = Verdict("unknown", "no_such_" + _named(first.kind))
        else:
            verdict = _unmatched(transaction, target, first.amount_fen in expected)
            expected.add(first.amount_fen)
        verdicts[first.place] = verdict
        for line in again:
            repeat = verdict if target is None else Verdict("double", "repeated_line")
            verdicts[line.place] = Verdict(repeat.outcome, repeat.cause, is_again=True)
    return left


def _use_up(
    transactions: Sequence[_Transaction], left: list[Booking]
) -> dict[tuple[str, int], Booking]:
    """Give each transaction a booking of its amount, of the same day first, and take it away."""
    used: dict[tuple[str, int], Booking] = {}
    for _, of_number in groupby(transactions, key=lambda each: each.number):
        open_ones = list(of_number)
        for is_same_day in (True, False):
            for each in open_ones if left else ():
                booking = _first_of(left, each, is_same_day)
                if booking and each.lines[0].place not in used:
                    used[each.lines[0].place] = booking
                    left.remove(booking)
    return used


def _first_of(left: Sequence[Booking], wanted: _Transaction, is_same_day: bool) -> Booking | None:
    for booking in left:
        is_day = booking.on == wanted.booked_on or not is_same_day
        if booking.amount_fen == wanted.amount_fen and is_day:
            return booking
    return None


def _unmatched(transaction: _Transaction, target: Target, is_second: bool) -> Verdict:
    first = transaction.lines[0]
    if target.amount_fen not in (None, first.amount_fen):
        return Verdict("unmatched", "amount_differs")
    if transaction.number:
        return Verdict("double", "listed_twice")
    if first.kind != PAID:
        return Verdict("unmatched", f"not_{first.kind}")
    if is_second:
        return Verdict("double", "paid_twice")
    return Verdict("unmatched", "not_settled" if target.is_awaited else "recorded_unpaid")


def _named(kind: str) -> str:
    return "clawback" if kind == RECEIVED else "payout"
