"""Calculate how many stations may be excellent in a year (Article 12(1))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from liaison_assessment.policy.figures import Figures, Readings
from liaison_contracts.reasons import Refused, reason

# A4: how a fifth that is not a whole number of stations is rounded.
ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda share: floor(share + Fraction(1, 2)),
    "floor": floor,
    "ceil": ceil,
}


@dataclass(frozen=True)
class QuotaOverride:
    """Record a quota that people set for a year: the number, the document and the reason."""

    quota: int
    document_no: str
    reason: str


def quota_of(
    graded: int, figures: Figures, readings: Readings, override: QuotaOverride | None = None
) -> int:
    """Return the number of stations that may be excellent among `graded` stations.

    Article 12(1) says about a fifth, and the default reading (A4) rounds half up. "About" lets the
    office record another number, with minutes and a reason, at most `quota_room` stations (HOUSE)
    away from the exact fifth.

    Raises:
        Refused: if the override has no document or reason, or exceeds that room.
    """
    share = Fraction(graded * figures.excellent_permille, 1000)
    if override is None:
        return ROUNDINGS[readings.quota_rounding](share)
    faults = []
    if not override.document_no or not override.reason:
        faults.append(reason("quota_without_document", "12(1)"))
    least, most = room_of(graded, figures)
    if not least <= override.quota <= most:
        room = {"least": least, "most": most}
        faults.append(
            reason("quota_out_of_range", "12(1)", quota=override.quota, graded=graded, **room)
        )
    if faults:
        raise Refused(*faults)
    return override.quota


def room_of(graded: int, figures: Figures) -> tuple[int, int]:
    """Return the least and the greatest quota that people may set for `graded` stations."""
    share = Fraction(graded * figures.excellent_permille, 1000)
    least, most = ceil(share - figures.quota_room), floor(share + figures.quota_room)
    return max(0, least), min(graded, most)
