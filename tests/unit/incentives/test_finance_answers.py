"""Finance's answers mean the same in whatever order they arrive, or wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations_with_replacement, permutations, product

from liaison_incentives.policy.finance.finance_answers import Answer, Meaning, meaning_of

OUTCOMES = ("settled", "failed", "recalled", "returned")
DAYS = (date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3))
WAITS = (Meaning.SETTLED_ALREADY, Meaning.CONTRADICTED)
Judge = Callable[[Sequence[Answer], Answer], Meaning]


def end_of(answers: Iterable[Answer], judge: Judge = meaning_of) -> tuple[str, bool]:
    """Return the state of a payout after answers in an order, and whether one waits."""
    state, waits = "requested", False
    booked: list[Answer] = []
    for answer in answers:
        meaning = judge(booked, answer)
        if meaning in WAITS:
            waits = True
            continue
        if meaning is Meaning.PAID_AND_RETURNED:
            state = "returned"
        elif meaning is Meaning.BOOKED:
            state = {"settled": "paid", "returned": "returned"}.get(answer.outcome, "unpaid")
        booked.append(answer)
    return state, waits


def contradictions(judge: Judge, most: int = 4) -> list[tuple[Answer, ...]]:
    """Return answers that end otherwise in another order although none waits."""
    every = [Answer(outcome, on) for outcome, on in product(OUTCOMES, DAYS)]
    found = []
    for size in range(1, most + 1):
        for answers in combinations_with_replacement(every, size):
            ends = {end_of(order, judge) for order in set(permutations(answers))}
            if len({_money(state) for state, waits in ends if not waits}) > 1:
                found.append(answers)
    return found


def _money(state: str) -> str:
    """Return where the money is: failed and returned are one, it is with the city."""
    return "at the payee" if state == "paid" else "with the city" if state != "requested" else ""


def test_every_order_of_answers_ends_alike_or_waits() -> None:
    assert contradictions(meaning_of, most=3) == []


def test_six_answers_in_every_order_end_alike_or_wait() -> None:
    first, second, third = DAYS
    answers = (
        Answer("failed", first),
        Answer("recalled", first),
        Answer("settled", second),
        Answer("settled", second),
        Answer("returned", second),
        Answer("returned", third),
    )
    ends = {end_of(order) for order in permutations(answers)}
    assert ends == {("returned", True)}  # the second settlement waits in each order


def test_a_judge_that_goes_by_arrival_would_be_found() -> None:
    def by_arrival(earlier: Sequence[Answer], new: Answer) -> Meaning:
        return Meaning.BOOKED

    assert contradictions(by_arrival, most=2)


def test_money_that_came_back_never_counts_as_paid() -> None:
    paid, back = Answer("settled", DAYS[0]), Answer("returned", DAYS[1])
    for order in permutations((paid, back, back)):
        assert end_of(order) == ("returned", False)


def test_only_a_later_settlement_corrects_a_failure() -> None:
    failed = Answer("failed", DAYS[1])
    assert meaning_of([failed], Answer("settled", DAYS[2])) is Meaning.BOOKED
    assert meaning_of([failed], Answer("settled", DAYS[1])) is Meaning.CONTRADICTED
    assert meaning_of([Answer("settled", DAYS[2])], failed) is Meaning.KEPT
    assert meaning_of([Answer("settled", DAYS[1])], failed) is Meaning.CONTRADICTED
