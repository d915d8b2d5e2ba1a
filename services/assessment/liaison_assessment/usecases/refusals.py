"""Turn the refusals of rules into errors for callers and into data for rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from liaison_contracts import reasons
from liaison_contracts.errors import Refused
from liaison_contracts.reasons import Reason, reason


def kept(found: Iterable[Reason]) -> list[dict[str, Any]]:
    """Return reasons in the form stored in rows."""
    return [asdict(why) for why in found]


def not_guiding(organisations: Iterable[str], station_code: str) -> Reason:
    """Return the reason why others may not report for a station (Article 3)."""
    names = {"organisations": list(organisations), "station_code": station_code}
    return reason("department_not_guiding", "3", **names)


@contextmanager
def refusing(code: str) -> Iterator[None]:
    """Convert a rule's refusal inside the block into the typed error that callers see."""
    try:
        yield
    except reasons.Refused as refusal:
        raise Refused(code, reasons=refusal.reasons) from refusal
