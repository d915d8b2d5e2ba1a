"""Read the law of a case, and tell a decision as the cases expect it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from liaison_contracts.reasons import Reason, Refused
from liaison_kit.law.editions import (
    Extension,
    ReadingDecision,
    load_edition,
)
from liaison_registry.policy.figures import Figures, Law, Readings
from tests.sentences import fact, needs

Given = dict[str, Any]
Decision = dict[str, Any]
ROOT = Path(__file__).parents[3]
EDITION = ROOT / "services/registry/liaison_registry/editions/luzhou_2017.toml"
ISSUED, LATE = date(2017, 8, 2), date(2099, 12, 31)


def law_of(given: Given) -> Law:
    """Return the edition with the extension, the readings and the quorum that a case names."""
    base = load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)
    until = given.pop("extended_until", LATE)
    since = given.pop("extended_on", ISSUED)
    extensions = (Extension("case", since, until),) if isinstance(until, date) else ()
    readings = given.pop("readings", {})
    decisions = tuple(
        ReadingDecision(code, value, "case", ISSUED) for code, value in readings.items()
    )
    edition = base.with_register(extensions, decisions)
    quorum = given.pop("quorum_per_side", base.figures.quorum_per_side)
    return replace(edition, figures=replace(base.figures, quorum_per_side=quorum))


def told(act: Callable[[], Decision]) -> Decision:
    """Return what an act decides, or why it is refused."""
    try:
        return {"allowed": True, **act(), **why(())}
    except Refused as refusal:
        return {"allowed": False, **why(refusal.reasons)}


def why(reasons: tuple[Reason, ...]) -> Decision:
    """Return reasons in three lists."""
    return {
        "articles": [reason.article for reason in reasons],
        "facts": [fact(reason) for reason in reasons],
        "needed": [needs(reason) for reason in reasons],
    }


def all_read(given: Given) -> None:
    """Refuse what no decider reads."""
    if given:
        raise KeyError(f"no decider knows {', '.join(map(str, given))}")
