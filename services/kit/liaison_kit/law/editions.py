"""Load policy editions: dated figures and readings, each with its article and label.

An edition is data (TOML). It loads into frozen dataclasses in the service's `policy/figures.py`, so
that policy code is typed and reads no files. `Edition.with_register` applies the register of
extensions and decided readings, which people maintain.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, get_type_hints

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault

F = TypeVar("F")
R = TypeVar("R")
LABELS = ("TEXT", "DERIVED", "HOUSE")


class EditionError(ValueError):
    """Report every fault of an edition together, each with its place and remedy."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"Policy edition {name} cannot be loaded: " + "; ".join(faults))


@dataclass(frozen=True)
class Provenance:
    """Hold the source and meaning of one figure or reading, in both languages."""

    article: str
    label: str
    says: str
    says_zh: str
    unit: str = ""
    values: tuple[str, ...] = ()
    implemented: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extension:
    """Extend the trial of Article 15 to `valid_until`, from `decided_on` on."""

    document_no: str
    decided_on: date
    valid_until: date


@dataclass(frozen=True)
class ReadingDecision:
    """Set `reading` (such as A18) to another value from `decided_on` on (Article 15)."""

    reading: str
    value: str
    document_no: str
    decided_on: date


@dataclass(frozen=True, eq=False)
class Edition(Generic[F, R]):
    """Hold figures and readings in force between two dates, with the register laid over them.

    `codes` maps a reading's code (`A11`) to its field in the readings dataclass (`part_year`);
    a code that no rule consults maps to an empty string and is only kept on record.
    `term_article` is the article that ends the edition. An edition never changes and equals itself
    only, so that what was made of it can be kept by it.
    """

    name: str
    version: str
    document_no: str
    valid_since: date
    valid_until: date
    term_article: str
    figures: F
    readings: R
    codes: Mapping[str, str]
    notes: Mapping[str, Provenance]
    content: str
    extensions: tuple[Extension, ...] = ()
    decisions: tuple[ReadingDecision, ...] = field(default=())

    @cached_property
    def content_hash(self) -> str:
        """Return the SHA-256 of the edition's content with its register, 64 hex digits."""
        register = [repr(entry) for entry in (*self.extensions, *self.decisions)]
        return hashlib.sha256("\n".join([self.content, *register]).encode()).hexdigest()

    @cached_property
    def stamp(self) -> str:
        """Return `name@version#hash`, as envelopes and decision rows carry it."""
        return f"{self.name}@{self.version}#{self.content_hash[:16]}"

    def is_in_force(self, day: date) -> bool:
        """Return whether decisions may be taken under this edition on that day (Article 15)."""
        if self.valid_since <= day <= self.valid_until:
            return True
        return any(entry.decided_on <= day <= entry.valid_until for entry in self.extensions)

    def readings_on(self, day: date) -> R:
        """Return the readings decided on or before that day; the latest decision counts."""
        values: dict[str, Any] = {}
        for entry in self.decisions:
            if entry.decided_on <= day and self.codes.get(entry.reading):
                values[self.codes[entry.reading]] = entry.value
        return replace(self.readings, **values) if values else self.readings  # type: ignore[type-var]

    def with_register(
        self, extensions: tuple[Extension, ...], decisions: tuple[ReadingDecision, ...]
    ) -> Edition[F, R]:
        """Return this edition with a register applied, refusing a value that no rule implements."""
        faults = [
            not_implemented(entry.reading, entry.value, choices)
            for entry in decisions
            if (choices := self.choices_instead(entry))
        ]
        if faults:
            raise EditionError(self.name, faults)
        ordered = sorted(decisions, key=lambda d: (d.decided_on, d.reading, d.document_no))
        return replace(
            self,
            extensions=tuple(sorted(extensions, key=lambda e: (e.decided_on, e.valid_until))),
            decisions=tuple(ordered),
        )

    def choices_instead(self, entry: ReadingDecision) -> tuple[str, ...]:
        """Return the values that rules implement, if that of a decision is none of them.

        A code that belongs to another service is not a fault here, because that service checks it.
        """
        note = self.notes.get(entry.reading)
        return () if note is None or entry.value in note.implemented else note.implemented

    def require_implemented(self, entry: ReadingDecision) -> None:
        """Refuse a decision on a reading whose value no rule here implements.

        Raises:
            Invalid: naming the values to choose from.
        """
        if choices := self.choices_instead(entry):
            raise Invalid(
                "reading_not_implemented",
                faults={"value": [fault("choice", choices=choices)]},
                reading=entry.reading,
                value=entry.value,
                choices=choices,
            )


def not_implemented(reading: str, value: object, choices: tuple[str, ...]) -> str:
    """Say, to those who start a service, that no rule implements a value of a reading."""
    known = ", ".join(choices)
    return f"reading {reading} = {value!r} is not implemented; choose one of {known}"


def load_edition(text: str, figures: type[F], readings: type[R]) -> Edition[F, R]:
    """Load an edition from TOML text into the given dataclasses; refuse it whole on any fault.

    Raises:
        EditionError: with every missing, unknown, mistyped or unlabelled entry named.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError("?", [f"not TOML: {error}"]) from error
    faults: list[str] = []
    head = _head(data.get("edition", {}), faults)
    notes: dict[str, Provenance] = {}
    figure_values = _figures(data.get("figures", {}), figures, notes, faults)
    reading_values, codes = _readings(data.get("readings", {}), readings, notes, faults)
    if faults:
        raise EditionError(str(head.get("name", "?")), faults)
    return Edition(
        **head,
        figures=figures(**figure_values),
        readings=readings(**reading_values),
        codes=codes,
        notes=notes,
        content=json.dumps(data, sort_keys=True, default=str, ensure_ascii=False),
    )


def _head(table: dict[str, Any], faults: list[str]) -> dict[str, Any]:
    wanted = {
        "name": str,
        "version": str,
        "document_no": str,
        "valid_since": date,
        "valid_until": date,
        "term_article": str,
    }
    for key, kind in wanted.items():
        if not isinstance(table.get(key), kind):
            faults.append(f"[edition] {key} is missing or not a {kind.__name__}")
    faults.extend(f"[edition] {key} is unknown" for key in table if key not in wanted)
    return {key: table.get(key) for key in wanted}


def _note(place: str, table: dict[str, Any], faults: list[str]) -> Provenance:
    for key in ("article", "label", "says", "says_zh"):
        if not isinstance(table.get(key), str) or not table[key]:
            faults.append(f"[{place}] {key} is missing")
    if table.get("label") not in LABELS:
        faults.append(f"[{place}] label must be one of {', '.join(LABELS)}")
    return Provenance(
        article=str(table.get("article", "")),
        label=str(table.get("label", "")),
        says=str(table.get("says", "")),
        says_zh=str(table.get("says_zh", "")),
        unit=str(table.get("unit", "")),
        values=tuple(table.get("values", ())),
        implemented=tuple(table.get("implemented", ())),
    )


def _figures(
    tables: dict[str, Any], kind: type, notes: dict[str, Provenance], faults: list[str]
) -> dict[str, Any]:
    hints = get_type_hints(kind)
    wanted = {item.name for item in fields(kind)}
    faults.extend(
        f"[figures.{name}] is unknown: remove it" for name in sorted(set(tables) - wanted)
    )
    faults.extend(f"[figures.{name}] is missing: add it" for name in sorted(wanted - set(tables)))
    values = {}
    for name in wanted & set(tables):
        value = tables[name].get("value")
        value = tuple(value) if isinstance(value, list) else value
        base = getattr(hints[name], "__origin__", hints[name])
        if not isinstance(value, base) or (isinstance(value, bool) and base is not bool):
            faults.append(f"[figures.{name}] value must be {base.__name__}, not {value!r}")
        notes[name] = _note(f"figures.{name}", tables[name], faults)
        values[name] = value
    return values


def _readings(
    tables: dict[str, Any], kind: type, notes: dict[str, Provenance], faults: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    wanted = {item.name for item in fields(kind)}
    values: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, table in tables.items():
        note = _note(f"readings.{code}", table, faults)
        value, name = table.get("value"), table.get("name", "")
        if value not in note.implemented:
            faults.append(not_implemented(code, value, note.implemented))
        if set(note.implemented) - set(note.values):
            faults.append(f"[readings.{code}] implemented names a value that values does not list")
        notes[code], codes[code] = note, name if name in wanted else ""
        if name in wanted:
            values[name] = value
    faults.extend(
        f"[readings] no entry has name = {name!r}" for name in sorted(wanted - set(values))
    )
    return values, codes
