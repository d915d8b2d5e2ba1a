"""Convert the reasons of a rule for messages and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from liaison_assessment.policy import facts
from liaison_contracts.errors import Reason, Refused


def told(reasons: Iterable[facts.Reason]) -> tuple[Reason, ...]:
    """Return a rule's reasons in the form of messages."""
    return tuple(Reason(found.article, found.fact, found.needs) for found in reasons)


def kept(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Return reasons in the form stored in rows."""
    return [asdict(found) for found in reasons]


@contextmanager
def refusing(code: str, act: str) -> Iterator[None]:
    """Convert a rule's refusal inside the block into the typed error that callers see."""
    try:
        yield
    except facts.Refused as refusal:
        reasons = told(refusal.reasons)
        why = "; ".join(f"{r.fact} (Article {r.article}), it needs {r.needs}" for r in reasons)
        raise Refused(code, f"{act} is refused: {why}.", reasons=reasons) from refusal
