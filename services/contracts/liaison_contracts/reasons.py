"""Say why, as a code with values; the sentences in both languages stand in `sentences/*.toml`.

A rule, a use case, a field of a message: whatever has something to say to a person says a code and
plain values, and nothing of it is a sentence. The sentence is put together where a person reads it
(see `liaison_contracts.sentences`), in that person's language.

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
"""What a sentence may hold: money as whole fen, a day as ISO text, a list of texts."""


@dataclass(frozen=True)
class Reason:
    """Say why a rule refuses, holds or asks for something: a stable code, its article, values.

    >>> reason("contract_months", "14(1)", months=59, least=60).values["months"]
    59
    """

    code: str
    article: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Let tests check each one against its declaration; it checks nothing itself."""


@dataclass(frozen=True)
class Fault:
    """Say what is wrong with one field of a message: a stable code and values."""

    code: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Let tests check each one against its declaration; it checks nothing itself."""

    def to_wire(self) -> dict[str, object]:
        """Return plain JSON data."""
        return {"code": self.code, "values": self.values}


@dataclass(frozen=True)
class Step:
    """Say one step of a calculation: a stable code and values, the last of them its result."""

    code: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Let tests check each one against its declaration; it checks nothing itself."""

    def to_wire(self) -> dict[str, object]:
        """Return plain JSON data."""
        return {"code": self.code, "values": self.values}


class Refused(Exception):
    """Refuse an act under rules of a policy, with every reason at once.

    A use case answers it with `liaison_contracts.errors.Refused`, which has a code of its own.
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
    """Return a reason with plain values; the code is declared with the articles it may have.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Reason(code, article, plain(values))


def restored(rows: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Return reasons as they were kept: each as the plain data of its three fields."""
    return tuple(Reason(**row) for row in rows)


def fault(code: str, /, **values: object) -> Fault:
    """Return a fault of a field with plain values.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Fault(code, plain(values))


def step(code: str, /, **values: object) -> Step:
    """Return a step of a calculation with plain values.

    Raises:
        TypeError: for a value that is no text, number, day, truth value or list of texts.
    """
    return Step(code, plain(values))


def plain(values: Mapping[str, object]) -> dict[str, Value]:
    """Return values as JSON knows them: days and exact numbers as text, tuples as lists.

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
