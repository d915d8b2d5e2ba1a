"""Refuse: with an error to the caller, or by storing a fact that has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

from liaison_contracts.errors import Reason, Refused
from liaison_kit.store.ids import new_id
from liaison_registry.context import Work
from liaison_registry.policy import facts
from liaison_registry.tables import RefusedFact


def told(reasons: Iterable[facts.Reason]) -> tuple[Reason, ...]:
    """Return the policy's reasons in the form of the contracts."""
    return tuple(Reason(article=r.article, fact=r.fact, needs=r.needs) for r in reasons)


def sentence(reasons: Iterable[Reason]) -> str:
    """Return the reasons as one line of text."""
    return "; ".join(f"{r.fact} (Art. {r.article}): it needs {r.needs}" for r in reasons)


def refuse(code: str, detail: str, reasons: Iterable[facts.Reason]) -> None:
    """Raise a refusal if there are any reasons.

    Raises:
        Refused: with every reason.
    """
    found = told(reasons)
    if found:
        raise Refused(code, f"{detail}: {sentence(found)}.", reasons=found)


@contextmanager
def refusing(code: str, detail: str) -> Iterator[None]:
    """Convert a policy refusal inside the block into the typed error."""
    try:
        yield
    except facts.Refused as error:
        refuse(code, detail, error.reasons)


def keep_refused(
    work: Work, act: str, subject: str, on: date, reasons: Iterable[facts.Reason]
) -> tuple[Reason, ...]:
    """Store a fact that has no effect, and return the reasons for the answer."""
    found = told(reasons)
    rows: list[Any] = [asdict(reason) for reason in found]
    work.session.add(
        RefusedFact(
            refused_id=new_id(),
            act=act,
            subject=subject,
            on=on,
            actor=work.actor,
            edition=work.edition.stamp,
            reasons=rows,
        )
    )
    return found
