"""Read reasons in tests as people read them, and check that each is declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from liaison_contracts import sentences
from liaison_contracts.errors import LiaisonError
from liaison_contracts.reasons import Fault, Reason, Step
from liaison_contracts.sentences import fact_of, needs_of

OF_TOYS = {"toy_refused"}
"""Codes of `liaison_kit.testing`, whose services no person reads."""
LATIN = re.compile(r"[A-Za-z]+(?:[ ,.;:]+[A-Za-z]+){2,}")


def latin_sentence_in(text: str) -> str:
    """Return three Latin words in a row, which is a sentence that nobody translated, or nothing.

    What stands between backticks is a command or a name and may be Latin.
    """
    found = LATIN.search(re.sub("`[^`]*`", "", text))
    return found[0] if found else ""


def fact(found: Any) -> str:
    """Return the fact of a reason, be it an object or as it stands on the wire."""
    return fact_of(_reason(found))


def needs(found: Any) -> str:
    """Return what a reason needs, be it an object or as it stands on the wire."""
    return needs_of(_reason(found))


def _reason(found: Any) -> Reason:
    if isinstance(found, Mapping):
        return Reason(found["code"], found["article"], found["values"])
    assert isinstance(found, Reason)
    return found


def undeclared(found: Any) -> str:
    """Say how a reason, a fault, a step or an error differs from its declaration, or nothing."""
    if isinstance(found, LiaisonError) and found.code in OF_TOYS:
        return ""
    tables: dict[type, Any] = {Fault: sentences.faults, Step: sentences.steps}
    sort = next((cls for cls in tables if isinstance(found, cls)), None)
    if sort:
        text = tables[sort]().get(found.code)
        places = text.places if text else None
    elif isinstance(found, Reason):
        text = sentences.reasons().get(found.code)
        if text and not {found.article, "*"} & set(text.articles):
            return f"{found.code} may not cite Article {found.article}"
        places = text.places if text else None
    else:
        text = sentences.problems().get(found.code)
        places = text.detail.places - {"reasons"} if text else None
    if places is None:
        return f"{found.code} is declared nowhere"
    given = set(found.values)
    return "" if given == places else f"{found.code} has {sorted(given)}, not {sorted(places)}"


_DRAWN: list[bool] = []


@contextmanager
def drawn_codes() -> Iterator[None]:
    """Let tests of the wire form make messages with any text where a code stands."""
    _DRAWN.append(True)
    try:
        yield
    finally:
        _DRAWN.pop()


@contextmanager
def all_declared() -> Iterator[None]:
    """Check every reason, fault, step and error that is made: none without its sentences."""

    with pytest.MonkeyPatch.context() as patch:
        for cls in (Reason, Fault, Step, LiaisonError):
            patch.setattr(cls, "__init__", _checking(cls.__init__))
        yield


def _checking(made: Callable[..., None]) -> Callable[..., None]:
    """Return a constructor that checks the instance it has made against its declaration."""

    def make(self: Any, *given: Any, **more: Any) -> None:
        made(self, *given, **more)
        assert _DRAWN or undeclared(self) == "", undeclared(self)

    return make
