"""State a reason as a code with values; the sentences in both languages are in `sentences/*.toml`.

Rules, use cases and message fields report a code and values, never a sentence. The sentence is put
together where a person reads it (see `liaison_contracts.sentences`), in that person's language.

This module is pure and needs only the standard library, so that policy may use it.

    reason("contract_months", "14(1)", months=59, least=60)     # why a rule says no
    fault("length", least=1, most=100)                          # what is wrong with one field
    step("grant_share", full=3_000_000, months=9, amount=...)   # one step of a calculation
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Value = str | int | bool | None | list[str]
"""The values of a sentence: money as whole fen, a date as ISO text, a list of texts."""


@dataclass(frozen=True)
class Reason:
    """A reason why a rule refuses, holds or requires something: a stable code, its article, values.

    >>> reason("contract_months", "14(1)", months=59, least=60).values["months"]
    59
    """

    code: str
    article: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Fault:
    """A fault of one field of a message: a stable code and values."""

    code: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)

    def to_wire(self) -> dict[str, object]:
        """Return JSON data."""
        return {"code": self.code, "values": self.values}


@dataclass(frozen=True)
class Step:
    """One step of a calculation: a stable code and values, the last of which is its result."""

    code: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)

    def to_wire(self) -> dict[str, object]:
        """Return JSON data."""
        return {"code": self.code, "values": self.values}


class Refused(Exception):
    """A policy refuses an act, with all reasons together.

    A use case converts it into `liaison_contracts.errors.Refused`, which has a code of its own.
    """

    def __init__(self, *reasons: Reason) -> None:
        """Store the reasons; the message shows their codes, because logs know no language."""
        self.reasons = reasons
        super().__init__("; ".join(f"{why.code} ({why.article})" for why in reasons))


def refuse_if(reasons: Sequence[Reason]) -> None:
    """Raise a refusal with all reasons, if there are any.

    Raises:
        Refused: with every reason at once.
    """
    if reasons:
        raise Refused(*reasons)


def reason(code: str, article: str, /, **values: object) -> Reason:
    """Return a reason with its values; its code is declared with the articles it may cite.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Reason(code, article, plain(values))


def restored(rows: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Return stored reasons: each is the JSON data of its three fields."""
    return tuple(Reason(**row) for row in rows)


def fault(code: str, /, **values: object) -> Fault:
    """Return a fault of a field with its values.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Fault(code, plain(values))


def step(code: str, /, **values: object) -> Step:
    """Return a step of a calculation with its values.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Step(code, plain(values))


def plain(values: Mapping[str, object]) -> dict[str, Value]:
    """Return values as JSON data: dates and exact numbers as text, tuples as lists.

    >>> plain({"on": date(2018, 4, 10), "levels": ("a", "b"), "months": 59})
    {'on': '2018-04-10', 'levels': ['a', 'b'], 'months': 59}

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return {name: _plain(name, value) for name, value in values.items()}


def _plain(name: str, value: object) -> Value:
    match value:
        case None | bool():
            return value
        case str() | date() | Decimal() | Fraction():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case int():
            return int(value)
        case Sequence() if all(isinstance(each, str) for each in value):
            return [str(each) for each in value]
    raise TypeError(f"{name} of a sentence may not be {value!r}")
