"""Define claims, lines and reasons: what a rule claims for a station, and the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from liaison_contracts.reasons import Reason, Step, Value

from .facts import StationFacts
from .figures import Law

RECOVERY = "_recovery"


class State(StrEnum):
    """Name the states of a line on a day; the service handles those from payable to paid."""

    PAYABLE = "payable"
    HELD = "held"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    CLAWBACK_PROPOSED = "clawback_proposed"
    PAID = "paid"


class Hold(StrEnum):
    """Name the reasons not to pay a line yet (Articles 13(3), 10, 12(4), 14(1), 3)."""

    SPENDING = "spending"
    CHANGE_EVALUATION = "change_evaluation"
    FALSIFICATION = "falsification"
    DISPUTE = "dispute"
    MANUAL = "manual"


@dataclass(frozen=True)
class Explanation:
    """Explain an amount: inputs, figures and readings with labels, arithmetic."""

    inputs: Mapping[str, Value]
    figures: Mapping[str, Mapping[str, Any]]
    readings: Mapping[str, Mapping[str, str]]
    arithmetic: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain lists and dicts, ready for an event or a page."""
        return {
            "inputs": dict(self.inputs),
            "figures": {name: dict(entry) for name, entry in self.figures.items()},
            "readings": {code: dict(entry) for code, entry in self.readings.items()},
            "arithmetic": [step.to_wire() for step in self.arithmetic],
        }


@dataclass(frozen=True)
class Claim:
    """Hold what one rule finds due, before the station's standing is checked; amount in fen.

    `refusals` are the rule's own; `disputes` hold the claim; `spending_year` is the year whose
    spending review it waits for; `reduced_on` is the day on which a withdrawal lowered the amount.
    """

    rule: str
    year: int
    reference: str
    amount_fen: int
    due_on: date
    articles: tuple[str, ...]
    explanation: Explanation
    refusals: tuple[Reason, ...] = ()
    disputes: tuple[Reason, ...] = ()
    spending_year: int | None = None
    reduced_on: date | None = None
    reduction_articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """Hold the required state of one award on a day; amount in fen, zero if refused.

    `paid_on` is the day of payment, if any; `recovers` is the award code of the paid line that a
    recovery line takes back.
    """

    award_code: str
    rule: str
    year: int
    reference: str
    amount_fen: int
    due_on: date
    state: State
    articles: tuple[str, ...]
    explanation: Explanation
    holds: tuple[Hold, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())
    paid_on: date | None = None
    recovers: str = ""

    @property
    def cause(self) -> str:
        """Return the first hold, else the code of the first reason, or an empty string."""
        if self.holds:
            return self.holds[0].value
        return self.reasons[0].code if self.reasons else ""


class IncentiveRule(Protocol):
    """Decide what a station's facts earn under one clause; plugins add further rules."""

    name: str
    article: str

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterable[Claim]:
        """Return the claims of this rule that fell due by a day; facts are as known on that day."""


def award_code(rule: str, station_code: str, year: int, reference: str = "") -> str:
    """Return the unique code of an award; a referenced fact is paid once, in whichever year.

    >>> award_code("base_grant", "LZ-001", 2018)
    'base_grant.LZ-001.2018'
    >>> award_code("talent_recruited", "LZ-001", 2018, "R-00005")
    'talent_recruited.LZ-001.R-00005'
    """
    return f"{rule}.{station_code}.{reference or year}"
