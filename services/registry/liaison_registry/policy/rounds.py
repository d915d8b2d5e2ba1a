"""Decide when an application may be reviewed: in a round, or at once if urgent (Article 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.figures import Figures, Law


@dataclass(frozen=True)
class Urgency:
    """Record who declared an urgent need and why (A30)."""

    declared_by: str
    reason: str


def round_gaps(on: date, urgency: Urgency | None, law: Law) -> tuple[Reason, ...]:
    """Return every reason why a review round may not open on a day; no reasons mean that it may.

    Article 7: every two years in principle, and at any time if talent is urgently needed. Between
    rounds, applications wait in a queue (A29).
    """
    readings = law.readings_on(on)
    if urgency is None:
        if ANCHORS[readings.round_anchor](on.year, law.figures):
            return ()
        return (reason("no_round_in_year", "7", year=on.year),)
    gaps = []
    declarer = DECLARERS[readings.urgent_declared_by]
    if urgency.declared_by != declarer:
        by = urgency.declared_by
        gaps.append(reason("urgency_declared_by_other", "7", by=by, declarer=declarer))
    if not urgency.reason.strip():
        gaps.append(reason("urgency_without_reason", "7"))
    return tuple(gaps)


def _even_years(year: int, figures: Figures) -> bool:
    since = year - figures.first_round_year
    return since >= 0 and since % figures.review_round_years == 0


ANCHORS: dict[str, Callable[[int, Figures], bool]] = {"even_years_from_first_round": _even_years}
DECLARERS = {"talent_office_with_reason": "talent_office"}
