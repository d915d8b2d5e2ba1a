"""Say no: as an error to whoever asked, or on record where a fact stays without effect."""

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
    """Return the policy's reasons as the contracts carry them."""
    return tuple(Reason(article=r.article, fact=r.fact, needs=r.needs) for r in reasons)


def sentence(reasons: Iterable[Reason]) -> str:
    """Return reasons as one line for a person."""
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
    """Turn the policy's refusal inside the block into the typed error."""
    try:
        yield
    except facts.Refused as error:
        refuse(code, detail, error.reasons)


def keep_refused(
    work: Work, act: str, subject: str, on: date, reasons: Iterable[facts.Reason]
) -> tuple[Reason, ...]:
    """Store a fact without effect, and return why, for the answer."""
    found = told(reasons)
    rows: list[Any] = [asdict(reason) for reason in found]
    work.session.add(
        RefusedFact(
            refused_id=new_id(), act=act, subject=subject, on=on, actor=work.actor,
            edition=work.edition.stamp, reasons=rows,
        )
    )  # fmt: skip
    return found
