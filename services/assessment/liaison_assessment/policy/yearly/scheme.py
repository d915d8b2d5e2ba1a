"""Bind a year to the scheme that the office adopted before opening it (Article 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.figures import Figures
from liaison_contracts.reasons import Refused, reason


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
        days = {"adopted_on": adopted_on, "opened_on": opened_on}
        raise Refused(reason("scheme_adopted_late", "12", document_no=document_no, **days))


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
            values = {"now": str(plain), "adopted": str(value), "document_no": document_no}
            reasons.append(reason("figure_differs", "12", figure=name, **values))
    if reasons:
        raise Refused(*reasons)
