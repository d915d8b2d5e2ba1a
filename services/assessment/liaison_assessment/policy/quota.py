"""Count how many stations may be excellent in a year (Article 12(1))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from liaison_assessment.policy.facts import Reason, Refused
from liaison_assessment.policy.figures import Figures, Readings

# A4: how a fifth that is no whole number of stations is rounded.
ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda share: floor(share + Fraction(1, 2)),
    "floor": floor,
    "ceil": ceil,
}


@dataclass(frozen=True)
class QuotaOverride:
    """Record that people set the quota of a year otherwise: how many, by which paper, and why."""

    quota: int
    document_no: str
    reason: str


def quota_of(
    graded: int, figures: Figures, readings: Readings, override: QuotaOverride | None = None
) -> int:
    """Return the number of stations that may be excellent among `graded` ones.

    Article 12(1) says about a fifth; the default reading (A4) rounds half-up, and the office may
    record another number with document and reason.

    Raises:
        Refused: if the override has no document or reason, or is outside 0 to `graded`.
    """
    if override is None:
        return ROUNDINGS[readings.quota_rounding](
            Fraction(graded * figures.excellent_permille, 1000)
        )
    faults = []
    if not override.document_no or not override.reason:
        faults.append(
            Reason("12(1)", "the quota is set by hand", "a document number and a reason on record")
        )
    if not 0 <= override.quota <= graded:
        what = f"a quota of {override.quota} among {graded} graded stations"
        faults.append(Reason("12(1)", what, f"a number from 0 to {graded}"))
    if faults:
        raise Refused(*faults)
    return override.quota
