"""Make valid messages, and values that are nearly valid, from the JSON Schemas."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

Form = dict[str, Any]

OF_A_PATTERN = (
    "30000.00",
    "88.5",
    "2018-04-10",
    "2018-04-10T00:00:00.000+00:00",
    "6f2c1a52-4f0e-5c1d-9d5b-0a7c6f1e2b3d",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "515105003170669079",
    "110100",
    "6789",
    "14(1)",
    "LZ-001",
    "https://example.org/post",
)

NASTY: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    8,
    2.5,
    10**9 + 1,
    2**53,
    "",
    " ",
    "a b",
    "a\nb",
    "LZ-001\n",
    "\x00",
    "泸州",
    "1",
    "30000.00",
    "-0.05",
    "30000.0",
    "３0000.00",
    "88.5",
    "1e3",
    "NaN",
    "88.5000000",
    "20180410",
    "2018-04-10",
    "2018-04-10\n",
    "2018-02-30",
    "2018-4-1",
    "2018-04-10T00:00:00",
    "2018-W15-2",
    "14(1)",
    "14(1)x",
    "passed",
    "excellent",
    "national",
    "x" * 101,
    "x" * 301,
    "x" * 2001,
    [],
    [1],
    [None],
    ["LZ-001"],
    ["a b"],
    [{}],
    {},
    {"unknown": 1},
)


def sample(form: Form) -> Any:
    """Return a value that the form allows.

    >>> sample({"type": "array", "items": {"type": "integer"}, "minItems": 1})
    [1]
    """
    if "const" in form or "enum" in form:
        return form.get("const", form.get("enum", [None])[0])
    sort = form["type"] if isinstance(form["type"], str) else form["type"][0]
    if sort == "object":
        inner = form.get("properties", {})
        return {name: sample(inner[name]) for name in inner}
    if sort == "array":
        return [sample(form["items"])]
    if sort == "string":
        return _text(form)
    return {"integer": max(1, form.get("minimum", 1)), "boolean": True}[sort]


def _text(form: Form) -> str:
    for text in OF_A_PATTERN:
        if re.search(form.get("pattern", ""), text) and len(text) <= form.get("maxLength", 99):
            if form.get("format") == "date-time":
                return "2018-05-10T02:03:04.567+00:00"
            return text
    raise AssertionError(f"no sample for {form}")


def spoiled(form: Form, whole: Any) -> Iterator[tuple[str, Any]]:
    """Return copies of a message with one field left out or replaced, with the field's place."""
    for place, path in _paths(form, ()):
        for value in NASTY:
            yield f"{place} = {value!r:.40}", _with(whole, path, value)
        yield f"{place} left out", _without(whole, path)


def _paths(form: Form, path: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name, inner in form.get("properties", {}).items():
        here = (*path, name)
        yield ".".join(map(str, here)), here
        yield from _paths(inner, here)
        if "items" in inner:
            yield from _paths(inner["items"], (*here, 0))


def _with(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(whole)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


def _without(whole: Any, path: tuple[Any, ...]) -> Any:
    changed = copy.deepcopy(whole)
    place = changed
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return changed
