"""Look up the Chinese and English word of each code; words are declared together with their codes.

A closed list of codes has its words in its type (`Words` inside `Annotated`), a message in its
decorator. Codes of plugins are in a TOML file of their distribution, which the entry point
group `liaison.words` names as `package:file.toml`; it is read without importing the package,
so that the gateway can show codes of services that it never imports. The suite's own codes are
declared in the same way.

```toml
[duty_type]
online_briefing = { zh = "线上推介会", en = "online briefing" }
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from liaison_contracts import codes, entries, roles  # noqa: F401 - they declare lists
from liaison_contracts.vocabulary import states  # noqa: F401 - likewise
from liaison_contracts.vocabulary.places import place
from liaison_contracts.vocabulary.word_lists import DECLARED, Word

GROUP = "liaison.words"
SENTENCES = ("reasons", "faults", "steps", "problems")
"""Tables of such a file that contain no words: see `liaison_contracts.sentences`."""
APART = (
    "application_act",
    "command",
    "event",
    "evidence",
    "field",
    "separate_step",
    "station_act",
    "tie",
)
"""Lists that are only used by name: their codes are not values of a field."""

PLACES = "place"
"""The list name for codes of places (GB/T 2260)."""

HOMONYMS = {
    "accepted": "a report is accepted, an item of a list, a task that was carried out",
    "active": "a station, a key, a webhook",
    "closed": "a station closes at its own request, a round of review or a year comes to its end",
    "held": "an award is held back, a meeting was held",
    "leading_group": "the body, and the stage in which it deliberates",
    "passed": "a stage is passed, the day of a duty has passed",
    "refused": "an application, an award, an item of a list, a duty record",
    "replay": "the role that imports the past, the mode of an instance that replays it",
    "verified": "a duty record, a recruitment; the regulation has a word for the latter",
    "waiting": "a duty waits for its review, a record for a plaque, a key for its approval",
}
"""Codes that mean different things in different lists, and may have a word in each."""


def lists() -> dict[str, Mapping[Any, Word]]:
    """Return every list of words by its name: the closed ones, and those of plugins.

    A plugin may add to a list; it cannot change the word that a list has already.
    """
    found: dict[str, Mapping[Any, Word]] = dict(DECLARED)
    for kind, table in plugin_lists().items():
        found[kind] = {**table, **found.get(kind, {})}
    return found


def find(code: object, kind: str = "") -> Word | None:
    """Return a code's word in one list; without a list, the only word that the code has anywhere.

    A number has words in its own list alone: it may be any number elsewhere.

    >>> find("excellent", "grade").zh, find("excellent").zh, find("no_such_code")
    ('优秀', '优秀', None)
    """
    if kind:
        return lists().get(kind, {}).get(code)
    if not isinstance(code, str):
        return None
    found = {words[code] for name, words in lists().items() if name not in APART and code in words}
    return found.pop() if len(found) == 1 else None


def word(code: object, language: str, kind: str = "") -> str:
    """Return a code's word for use inside a sentence; a code without a word is returned unchanged.

    >>> word("base_grant", "zh"), word("base_grant", "en"), word("LZ-001", "zh")
    ('基础保障经费', 'base grant', 'LZ-001')
    """
    found = find(code, kind)
    return found.said(language) if found else str(code)


def heading(code: object, language: str, kind: str = "") -> str:
    """Return a code's word for use alone, capitalised in English; otherwise the same as `word`.

    >>> heading("base_grant", "en"), heading("LZ-001", "en")
    ('Base grant', 'LZ-001')
    """
    found = find(code, kind)
    return found.heading(language) if found else str(code)


def field_named(name: str, language: str) -> str:
    """Return the label of a field; money fields may be given with or without `_fen`.

    >>> field_named("contract_months", "zh"), field_named("amount_fen", "en")
    ('合同月数', 'amount (yuan)')
    """
    return word(name.removesuffix("_fen"), language, "field")


def value_of(field: str, value: object, language: str, kind: str = "") -> str:
    """Return the value of a field for people: codes as words of the field's list.

    >>> value_of("level", "professor_level", "zh"), value_of("year", 2018, "zh")
    ('教授级专家', '2018')
    >>> value_of("city_code", "420100", "en")
    'Wuhan, Hubei'
    """
    known = find(field, "field")
    listed = kind or (known.codes if known else "")
    if listed == PLACES:
        return place(str(value), language)
    return word(value, language, listed or "none")


def reading_value(reading: str, value: str, language: str) -> str:
    """Return how a reading is taken; a value of an edition without words is returned unchanged.

    >>> reading_value("A8", "no", "zh"), reading_value("A8", "no", "en")
    ('不累乘', 'no compounding')
    """
    found = find(f"{reading}.{value}", "reading_value")
    return found.said(language) if found else value


def documents(installed: tuple[EntryPoint, ...] | None = None) -> Iterator[Mapping[str, Any]]:
    """Yield the words that each installed distribution declares, the suite's own first.

    Raises:
        ValueError: when an entry point names no file of an installed package.
    """
    points = tuple(entry_points(group=GROUP)) if installed is None else installed
    for point in sorted(points, key=lambda point: (point.module != "liaison_contracts", point)):
        yield tomllib.loads(_file(point).read_text(encoding="utf-8"))


def _file(point: EntryPoint) -> Path:
    spec = find_spec(point.module)
    for folder in spec.submodule_search_locations or () if spec else ():
        if (path := Path(folder, point.attr)).is_file():
            return path
    raise ValueError(f"{GROUP}: {point.name} = {point.value} names no file of an installed package")


@cache
def plugin_lists() -> Mapping[str, Mapping[str, Word]]:
    """Return the lists in the files of installed distributions, read once.

    Raises:
        ValueError: when two files have a word for the same code of a list.
    """
    found: dict[str, dict[str, Word]] = {}
    for document in documents():
        for kind, table in document.items():
            if kind in SENTENCES:
                continue
            known = found.setdefault(kind, {})
            for code, entry in table.items():
                if code in known:
                    raise ValueError(f"{kind} {code} has words in two distributions")
                known[code] = Word(entry["zh"], entry["en"], entry.get("list", ""))
    return MappingProxyType(found)
