"""Refuse: with an error to the caller, or by storing a fact that has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

from liaison_contracts import errors
from liaison_contracts.reasons import Reason, Refused
from liaison_kit.store.ids import new_id
from liaison_registry.context import Work
from liaison_registry.tables import RefusedFact


def refuse(code: str, *, reasons: Iterable[Reason], **values: Any) -> None:
    """Raise a refusal if there are any reasons; `values` are those of the error's sentence.

    Raises:
        Refused: with every reason.
    """
    found = tuple(reasons)
    if found:
        raise errors.Refused(code, reasons=found, **values)


@contextmanager
def refusing(code: str, **values: Any) -> Iterator[None]:
    """Convert a policy refusal inside the block into the typed error."""
    try:
        yield
    except Refused as error:
        refuse(code, reasons=error.reasons, **values)


def keep_refused(
    work: Work, act: str, subject: str, on: date, reasons: Iterable[Reason]
) -> tuple[Reason, ...]:
    """Store a fact that has no effect, and return the reasons for the answer."""
    found = tuple(reasons)
    work.session.add(
        RefusedFact(
            refused_id=new_id(),
            act=act,
            subject=subject,
            on=on,
            actor=work.actor,
            edition=work.edition.stamp,
            reasons=[asdict(each) for each in found],
        )
    )
    return found
