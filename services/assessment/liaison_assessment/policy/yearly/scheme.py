"""Bind a year to the scheme that the office adopted before opening it (Article 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.facts import Reason, Refused
from liaison_assessment.policy.figures import Figures


@dataclass(frozen=True)
class Scheme:
    """Hold the HOUSE figures that decide grades; the office adopts and publishes them."""

    weights_percent: tuple[int, ...]
    pass_mark: int
    excellent_mark: int
    excellent_permille: int
    quota_room: int
    months_for_grading: int
    objection_working_days: int


NAMES = tuple(Scheme.__dataclass_fields__)


def scheme_of(figures: Figures) -> Scheme:
    """Return the scheme in an edition's figures."""
    return Scheme(**{name: getattr(figures, name) for name in NAMES})


def require_adopted(adopted_on: date | None, opened_on: date, document_no: str) -> None:
    """Refuse a scheme that was adopted after the opening (Article 12).

    Raises:
        Refused: with both days.
    """
    if adopted_on is not None and adopted_on > opened_on:
        fact = f"{document_no} adopts the scheme on {adopted_on}, after the opening on {opened_on}"
        raise Refused(Reason("12", fact, "a scheme adopted on or before the day of opening"))


def require_unchanged(adopted: Mapping[str, object], figures: Figures, document_no: str) -> None:
    """Refuse to grade by figures other than those adopted for the year (Article 12).

    Raises:
        Refused: naming each figure that differs.
    """
    now = scheme_of(figures)
    reasons = []
    for name, value in adopted.items():
        own = getattr(now, name)
        plain = list(own) if isinstance(own, tuple) else own
        if plain != value:
            fact = f"{name} is {plain}, but {document_no} adopted {value}"
            reasons.append(Reason("12", fact, "the edition under which the year was opened"))
    if reasons:
        raise Refused(*reasons)
