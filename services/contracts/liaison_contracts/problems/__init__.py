"""Say in Chinese and English what each error code means and what to do now: one catalogue.

The entries stand in the TOML files beside this one, by who raises them. A code is stable: it may be
added, never taken for something else. What is special to one refusal stands in its `detail`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

FAULTS = "faults.toml"


@dataclass(frozen=True)
class Meaning:
    """Describe one code: the kinds of error that carry it, what is the matter, what to do."""

    code: str
    kinds: tuple[str, ...]
    en: str
    zh: str
    do: str
    do_zh: str

    def title(self, language: str) -> str:
        """Return what is the matter, in `zh` or English."""
        return self.zh if language == "zh" else self.en

    def advice(self, language: str) -> str:
        """Return what to do now, in `zh` or English."""
        return self.do_zh if language == "zh" else self.do


@cache
def catalogue() -> Mapping[str, Meaning]:
    """Return every code with its meaning, in the order of codes.

    >>> catalogue()["batch_unknown"].title("zh")
    '没有该批次。'

    Raises:
        ValueError: when a code stands in two files.
    """
    found: dict[str, Meaning] = {}
    for room in files(__name__).iterdir():
        if not room.name.endswith(".toml") or room.name == FAULTS:
            continue
        for code, entry in tomllib.loads(room.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"error code {code} is explained twice, again in {room.name}")
            found[code] = Meaning(code, tuple(entry.pop("kinds")), **entry)
    return MappingProxyType(dict(sorted(found.items())))


def fault_in(language: str, fault: str) -> str:
    """Return what is wrong with one field, in `zh` where the sentence is known.

    >>> fault_in("zh", "Must have 1 to 100 characters.")
    '长度须为 1 至 100 个字符。'
    """
    if language == "zh":
        for pattern, told in _fault_sentences():
            if found := pattern.fullmatch(fault):
                return found.expand(told)
    return fault


@cache
def _fault_sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files(__name__).joinpath(FAULTS).read_text(encoding="utf-8")
    return tuple((re.compile(pattern), told) for pattern, told in tomllib.loads(text)["faults"])
