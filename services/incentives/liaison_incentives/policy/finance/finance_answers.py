"""Decide what finance's answers about one payout mean, whatever order they arrive in (Article 3).

Finance promises no order: a return may arrive before the settlement it undoes. So an answer is
judged by its day and by what was said before, never by when it came:

- a payout is settled once; a second settlement under another number goes to people;
- a failure or recall is corrected by a settlement dated after it, and by no other;
- a return belongs to the settlement dated on its day or before, which may arrive later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

SETTLED, RETURNED = "settled", "returned"
NEVER_PAID = ("failed", "recalled")


@dataclass(frozen=True)
class Answer:
    """Hold what finance said about a payout, and the day it named."""

    outcome: str
    on: date


class Meaning(Enum):
    """Name what an answer does."""

    BOOKED = "it changes the books"
    KEPT = "it is recorded; the books say so already"
    PAID_AND_RETURNED = "a settlement whose return came first: both are booked"
    SETTLED_ALREADY = "a second settlement"
    CONTRADICTED = "no order of the days makes sense of both answers"


def meaning_of(earlier: Sequence[Answer], new: Answer) -> Meaning:
    """Return what a new answer means beside the earlier ones of the same payout.

    >>> day = date(2021, 3, 1)
    >>> meaning_of([Answer("returned", day)], Answer("settled", day)).name
    'PAID_AND_RETURNED'
    """
    settled = [answer.on for answer in earlier if answer.outcome == SETTLED]
    returned = [answer.on for answer in earlier if answer.outcome == RETURNED]
    unpaid = [answer.on for answer in earlier if answer.outcome in NEVER_PAID]
    if new.outcome == SETTLED:
        if settled:
            return Meaning.SETTLED_ALREADY
        if any(new.on <= on for on in unpaid) or any(new.on > on for on in returned):
            return Meaning.CONTRADICTED
        return Meaning.PAID_AND_RETURNED if returned else Meaning.BOOKED
    if new.outcome == RETURNED:
        if any(new.on < on for on in settled):
            return Meaning.CONTRADICTED
        is_new = not returned if settled else not (returned or unpaid)
        return Meaning.BOOKED if is_new else Meaning.KEPT
    if any(new.on >= on for on in settled):
        return Meaning.CONTRADICTED
    return Meaning.KEPT if settled or returned or unpaid else Meaning.BOOKED
