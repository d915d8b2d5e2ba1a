"""Explain an amount by the figures and readings it rests on, with articles and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from liaison_contracts.reasons import Step, plain

from .figures import Law, Readings
from .lines import Explanation


def explain(
    law: Law,
    day: date,
    inputs: Mapping[str, object],
    figures: Iterable[str] = (),
    readings: Iterable[str] = (),
    arithmetic: Iterable[Step] = (),
) -> Explanation:
    """Build an explanation under the readings of a day; HOUSE figures are marked (Article 15)."""
    return Explanation(
        inputs=plain({name: value for name, value in inputs.items() if value is not None}),
        figures=_figures(law, tuple(figures)),
        readings=_readings(law, law.readings_on(day), tuple(readings)),
        arithmetic=tuple(arithmetic),
    )


@lru_cache
def _figures(law: Law, names: tuple[str, ...]) -> Mapping[str, Mapping[str, object]]:
    """Return the figures for all explanations under a law, which are built only once."""
    return {name: _figure(law, name) for name in names}


@lru_cache
def _readings(law: Law, taken: Readings, names: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    code_of = {field: code for code, field in law.codes.items() if field}
    return {
        code_of.get(name, name): {
            "name": name,
            "value": str(getattr(taken, name)),
            "label": _label(law, code_of.get(name, name)),
        }
        for name in names
    }


def _figure(law: Law, name: str) -> dict[str, object]:
    note = law.notes.get(name)
    value = getattr(law.figures, name)
    return {
        "value": list(value) if isinstance(value, tuple) else value,
        "article": note.article if note else "",
        "label": _label(law, name),
    }


def _label(law: Law, name: str) -> str:
    note = law.notes.get(name)
    return note.label if note else ""
