"""Describe an event in one sentence, in Chinese or English, with codes as words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_args, get_type_hints

from liaison_contracts.dictionary import find, value_of
from liaison_contracts.message import EVENTS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.schema import wire_name

_FIELD = re.compile(r"\{(\w+)\}")
NOTHING = "—"


def sentence(kind: str, data: Mapping[str, Any], language: str) -> str:
    """Return the sentence of an event; a type without a sentence is described by its name.

    >>> sentence("plaque.recovered.v1", {"recovered_on": "2020-06-03"}, "en")
    'The plaque was recovered on 2020-06-03.'
    >>> sentence("grade.published.v1", {"year": 2018, "grade": "excellent"}, "zh")
    '2018 年度考核等次：优秀。'
    """
    known = EVENTS.get(kind)
    template = known.says[0 if language == "zh" else 1] if known else ""
    if not template:
        named = find(kind, "event")
        return named.said(language) if named else kind
    lists = lists_of(kind)
    said = _FIELD.sub(
        lambda field: _said(field[1], data.get(field[1]), language, lists.get(field[1], "")),
        template,
    )
    return said[:1].upper() + said[1:]


@cache
def lists_of(kind: str) -> Mapping[str, str]:
    """Return the list of words of each field of an event that is a closed list of codes."""
    cls = EVENTS[kind].cls
    hints = get_type_hints(cls, include_extras=True)
    found = {}
    for field in fields(cls):
        for part in _parts(hints[field.name]):
            if isinstance(part, Words):
                found[wire_name(field, hints[field.name])] = part.kind
    return found


def _parts(hint: Any) -> list[Any]:
    inner = [part for arg in get_args(hint) for part in _parts(arg)]
    return [hint, *getattr(hint, "__metadata__", ()), *inner]


def _said(field: str, value: Any, language: str, kind: str) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(
            value_of(field, one, language, kind) for one in value
        )
    return value_of(field, value, language, kind)
