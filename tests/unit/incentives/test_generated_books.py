"""Whatever a year book holds, in any order: no talent is paid twice, caps and holds are kept."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.incentives.drawn_books import FIRST, LAST, Sheets, check_payments, sheets
from tests.unit.incentives.year_book_fold import Book, Row


class Generated(Book):
    """Play lines that were drawn instead of a folder of files."""

    def __init__(self, lines: Sheets) -> None:
        self._lines = lines
        self.first, self.last = FIRST, LAST
        self.stations = {row["station_code"]: row for row in lines["stations"]}
        self.payments = defaultdict(tuple)
        self.lines = {}

    def rows(self, name: str, station: str = "", *, expected: bool = False) -> list[Row]:
        found = self._lines.get(name, [])
        return [row for row in found if not station or row["station_code"] == station]


def play(lines: Sheets) -> Generated:
    book = Generated(lines)
    book.play()
    return book


@settings(max_examples=40, deadline=None)
@given(lines=sheets(), chance=st.randoms(use_true_random=False))
def test_a_book_keeps_what_the_measures_say(lines: Sheets, chance: Any) -> None:
    book = play(lines)
    check_payments(lines, ((code, one) for code, many in book.payments.items() for one in many))
    for rows in lines.values():
        chance.shuffle(rows)
    assert play(lines).payouts() == book.payouts(), "the order of lines does not matter"
