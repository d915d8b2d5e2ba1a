"""The four sample year books, played in memory, pay out exactly what is expected of them."""

from __future__ import annotations

import pytest

from liaison_incentives.policy.evaluate import evaluate
from liaison_incentives.policy.lines import State
from tests.makers_incentives import RULES
from tests.sentences import fact, needs
from tests.unit.incentives.year_book_fold import BOOKS, played, sample


@pytest.mark.parametrize("name", BOOKS)
def test_a_sample_book_pays_out_exactly_what_is_expected(name: str) -> None:
    book = played(name)
    expected = [tuple(row.values()) for row in book.rows("payouts", expected=True)]
    assert book.payouts() == expected


@pytest.mark.parametrize("name", BOOKS)
def test_looking_again_at_the_end_of_a_book_changes_nothing(name: str) -> None:
    book = played(name)
    again = {s: evaluate(book.known(s), book.law, book.last, RULES) for s in book.stations}
    assert again == book.lines


def test_looking_every_day_finds_nothing_that_looking_on_due_days_misses() -> None:
    seldom, daily = played("first"), sample("first")
    daily.play(every_day=True)
    assert (seldom.lines, seldom.payments) == (daily.lines, daily.payments)


@pytest.mark.parametrize("name", BOOKS)
def test_every_line_of_a_book_cites_articles_and_explains_itself(name: str) -> None:
    book = played(name)
    for line in (line for lines in book.lines.values() for line in lines):
        assert line.articles
        assert line.explanation.inputs
        assert line.explanation.arithmetic
        assert all(why.article and fact(why) and needs(why) for why in line.reasons)
        labels = [entry["label"] for entry in line.explanation.figures.values()]
        assert all(label in ("TEXT", "DERIVED", "HOUSE") for label in labels)
        is_open = line.state in (State.PAYABLE, State.PAID)
        assert bool(line.reasons) is not is_open
