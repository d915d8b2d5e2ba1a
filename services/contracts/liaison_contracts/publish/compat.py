"""Refuse changes that are incompatible with the last release: other services, finance, partners.

Services of two neighbouring versions run side by side in any order, logs are read again for years,
and finance upgrades on its own schedule. So a message may gain an optional field, a command may
require less, an answer may contain more; everything else is a new version of the type.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

REMARKS = frozenset({"title", "description", "$id", "$schema", "examples", "writeOnly"})
"""Keywords that only explain a schema."""
LOWER = frozenset({"minimum", "minLength", "minItems"})
UPPER = frozenset({"maximum", "maxLength", "maxItems"})
Schema = Mapping[str, Any]


def breaks(released: Mapping[str, Schema], current: Mapping[str, Schema]) -> list[str]:
    """Return one sentence for each change that is not allowed; none means compatible.

    >>> text = {"type": "string"}
    >>> old = {"toy.told.v1": {"type": "object", "properties": {"a": text}, "required": ["a"]}}
    >>> breaks(old, {})
    ['toy.told.v1: the type was removed']
    """
    found: list[str] = []
    for name, old in sorted(released.items()):
        if name not in current:
            found.append(f"{name}: the type was removed")
            continue
        sort = str(old.get("$id", "urn:liaison:event:")).split(":")[2]
        found += [f"{name}: {text}" for text in _object(old, current[name], "", sort)]
    return found


def _object(old: Schema, new: Schema, path: str, sort: str) -> Iterator[str]:
    for key in sorted((set(old) | set(new)) - REMARKS):
        if key == "properties":
            yield from _properties(old.get(key, {}), new.get(key, {}), path, sort)
        elif key == "required":
            yield from _required(old, new, path, sort)
        elif key == "items" and key in old and key in new:
            yield from _object(old[key], new[key], f"{path}[]", sort)
        elif old.get(key) != new.get(key) and not _is_allowed(key, old, new, sort):
            was, now = old.get(key, "nothing"), new.get(key, "nothing")
            yield f"{path or 'the message'} changed its {key} from {was} to {now}"


def _properties(old: Schema, new: Schema, path: str, sort: str) -> Iterator[str]:
    for name, form in old.items():
        place = f"{path}.{name}".lstrip(".")
        if name not in new:
            yield f"{place} was removed"
        else:
            yield from _object(form, new[name], place, sort)


def _required(old: Schema, new: Schema, path: str, sort: str) -> Iterator[str]:
    was, now = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted(now - was):
        place = f"{path}.{name}".lstrip(".")
        if name in old.get("properties", {}):
            yield f"{place} must be given now; senders of the last release may leave it out"
        else:
            yield f"{place} is new and must be given; give it a default, older messages lack it"
    if sort != "command":
        for name in sorted((was - now) & set(new.get("properties", {}))):
            yield f"{path}.{name}".lstrip(".") + " may be left out now; readers count on it"


def _is_allowed(key: str, old: Schema, new: Schema, sort: str) -> bool:
    """Return whether a keyword may change: a command may accept more, an answer contain more."""
    if sort not in ("command", "answer"):
        return False
    narrow, wide = (old, new) if sort == "command" else (new, old)
    if key == "type":
        return _set(narrow.get(key)) <= _set(wide.get(key))
    if key == "enum":
        return key in narrow and (key not in wide or set(narrow[key]) <= set(wide[key]))
    if key in LOWER:
        return bool(wide.get(key, 0) <= narrow.get(key, 0))
    if key in UPPER and key in narrow:
        return key not in wide or bool(narrow[key] <= wide[key])
    return False


def _set(kinds: Any) -> set[str]:
    return {kinds} if isinstance(kinds, str) else set(kinds or ())


def essence(schema: Schema) -> dict[str, Any]:
    """Return the part of a schema that `breaks` compares: no remarks, but its name in `$id`.

    >>> essence({"$id": "urn:liaison:event:a.b.v1", "title": "a", "type": "object"})
    {'$id': 'urn:liaison:event:a.b.v1', 'type': 'object'}
    """
    named = {"$id": schema["$id"]} if "$id" in schema else {}
    return named | _bare(schema)


def _bare(schema: Schema) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":  # a field may be called like a remark, for example `title`
            found[key] = {name: _bare(form) for name, form in value.items()}
        elif key == "items":
            found[key] = _bare(value)
        elif key not in REMARKS:
            found[key] = value
    return found


def one_line_each(entries: Mapping[str, Any]) -> str:
    """Return JSON with one line for each entry, in the order of their names.

    >>> print(one_line_each({"b": [1, 2], "a": {"c": 3}}), end="")
    {
    "a": {"c": 3},
    "b": [1, 2]
    }
    """
    lines = [
        f"{json.dumps(name)}: {json.dumps(entries[name], ensure_ascii=False, sort_keys=True)}"
        for name in sorted(entries)
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"
