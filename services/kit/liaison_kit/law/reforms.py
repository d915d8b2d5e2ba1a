"""Lay a reform over editions: other figures, other readings, from one small TOML file.

    [reform]
    name = "raise_2027"
    says = "A higher base grant, and both programmes in full."

    [figures]
    base_grant_fen = 3600000

    [readings]
    A18 = "sum"

A reform answers "what if": it has no dates, and decides nothing.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liaison_kit.law.editions import Edition, EditionError, not_implemented


@dataclass(frozen=True)
class Reform:
    """Hold other figures and readings, for any of the services."""

    name: str
    says: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


def read_reform(text: str) -> Reform:
    """Read a reform, or refuse it whole.

    >>> read_reform('[reform]\\nname = "x"\\n[readings]\\nA18 = "sum"').readings
    {'A18': 'sum'}

    Raises:
        EditionError: with every fault.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError("?", [f"not TOML: {error}"]) from error
    head = data.get("reform", {})
    faults = [f"[{name}] is unknown" for name in data if name not in TABLES]
    faults += [f"[reform] {name} is unknown" for name in head if name not in ("name", "says")]
    if not isinstance(head.get("name"), str) or not head["name"]:
        faults.append("[reform] name is missing")
    if not data.get("figures") and not data.get("readings"):
        faults.append("it changes nothing: give [figures] or [readings]")
    if faults:
        raise EditionError(str(head.get("name", "?")), faults)
    return Reform(
        head["name"], head.get("says", ""), data.get("figures", {}), data.get("readings", {})
    )


TABLES = ("reform", "figures", "readings")


def reformed(edition: Edition[Any, Any], reform: Reform) -> Edition[Any, Any]:
    """Return an edition with a reform applied; its stamp shows that it is a different one.

    Raises:
        EditionError: for a figure of another kind, or a reading that no rule implements.
    """
    faults: list[str] = []
    figures, readings = {}, {}
    for name, value in reform.figures.items():
        if not hasattr(edition.figures, name):
            continue
        given = tuple(value) if isinstance(value, list) else value
        known = getattr(edition.figures, name)
        if type(given) is not type(known):
            faults.append(f"figure {name} must be {type(known).__name__}, not {value!r}")
        figures[name] = given
    for code, value in reform.readings.items():
        note = edition.notes.get(code)
        if note is None:
            continue
        if value not in note.implemented:
            faults.append(not_implemented(code, value, note.implemented))
        elif edition.codes.get(code):
            readings[edition.codes[code]] = value
    if faults:
        raise EditionError(reform.name, faults)
    if not figures and not readings:
        return edition
    changed = json.dumps([reform.name, figures, readings], sort_keys=True, ensure_ascii=False)
    return replace(
        edition,
        version=f"{edition.version}+{reform.name}",
        figures=replace(edition.figures, **figures),
        readings=replace(edition.readings, **readings),
        content=f"{edition.content}\n{changed}",
    )


def require_known(reform: Reform, editions: Iterable[Edition[Any, Any]]) -> None:
    """Refuse a reform with a name that no edition has.

    Raises:
        EditionError: naming each figure and reading.
    """
    found = list(editions)
    faults = [
        f"figure {name} is unknown"
        for name in reform.figures
        if not any(hasattr(edition.figures, name) for edition in found)
    ]
    faults += [
        f"reading {code} is unknown"
        for code in reform.readings
        if not any(code in edition.notes for edition in found)
    ]
    if faults:
        raise EditionError(reform.name, faults)
