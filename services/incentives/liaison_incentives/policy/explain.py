"""Print, beside an amount, each figure and reading it rests on, with article and label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from .figures import Law
from .lines import Explanation


def explain(
    law: Law,
    day: date,
    inputs: Mapping[str, object],
    figures: Iterable[str] = (),
    readings: Iterable[str] = (),
    arithmetic: Iterable[str] = (),
) -> Explanation:
    """Build an explanation under the readings of a day; HOUSE figures show as such (Article 15)."""
    taken = law.readings_on(day)
    code_of = {field: code for code, field in law.codes.items() if field}
    return Explanation(
        inputs={name: str(value) for name, value in inputs.items() if value is not None},
        figures={name: _figure(law, name) for name in figures},
        readings={
            code_of.get(name, name): {
                "name": name,
                "value": str(getattr(taken, name)),
                "label": _label(law, code_of.get(name, name)),
            }
            for name in readings
        },
        arithmetic=tuple(arithmetic),
    )


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
