"""Stop decisions when the trial ends, unless an extension is on record (Article 15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason, refuse_if
from liaison_registry.policy.figures import Law


@dataclass(frozen=True)
class TrialExtension:
    """Hold a recorded extension of the trial."""

    document_no: str
    decided_on: date
    valid_until: date


def trial_gap(on: date, law: Law) -> Reason | None:
    """Return why no decision may be taken on a day, or None (Article 15, A50, A51).

    The last day of the trial is part of it. What was earned before stays earned.
    """
    return AFTER[law.readings_on(on).after_trial](on, law)


def require_in_force(on: date, law: Law) -> None:
    """Refuse a decision dated outside the trial and its extensions.

    Raises:
        Refused: under Article 15.
    """
    gap = trial_gap(on, law)
    refuse_if([gap] if gap else [])


def require_extension(extension: TrialExtension) -> None:
    """Refuse an extension without a document, or one that ends before it is decided (Article 15).

    Raises:
        Refused: with every reason.
    """
    faults = []
    if not extension.document_no:
        faults.append(reason("extension_without_document", "15"))
    if extension.valid_until < extension.decided_on:
        faults.append(
            reason(
                "extension_ends_before_decision",
                "15",
                until=extension.valid_until,
                decided_on=extension.decided_on,
            )
        )
    refuse_if(faults)


def _blocked(on: date, law: Law) -> Reason | None:
    return None if law.is_in_force(on) else reason("outside_trial", "15", on=on)


AFTER: dict[str, Callable[[date, Law], Reason | None]] = {"blocked": _blocked}
