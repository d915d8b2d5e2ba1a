"""Write one YAML card for each event type: owner, producer, consumers, articles, fields."""

from __future__ import annotations

import json
from typing import Any

from liaison_contracts.message import EventType
from liaison_contracts.publish.schemas import body_of, text_of
from liaison_contracts.publish.topology import OUTSIDE, exchange_of, hearers_of, queues

YAML_TRUTHS = {"on", "off", "yes", "no", "y", "n", "true", "false", "null"}
"""Names that YAML 1.1 reads as another type; `on` is the name of a field."""


def card_of(kind: EventType) -> dict[str, Any]:
    """Return the card of an event type."""
    body = body_of(kind.cls, tolerant=True)
    return {
        "type": kind.type,
        "owner": kind.source,
        "producer": kind.source,
        "consumers": [*hearers_of(kind)],
        "articles": [*kind.articles],
        "because": kind.because,
        "exchange": exchange_of(kind.source),
        "queues": [queue.name for queue in queues() if queue.carries(kind)],
        "subject": kind.subject,
        "numbered": kind.numbered,
        "leaves_the_suite": OUTSIDE in (kind.source, *kind.heard_by),
        "description": text_of(kind.cls),
        "fields": {name: words_for(form) for name, form in body["properties"].items()},
        "schema": f"schemas/{kind.type}.json",
        "example": f"examples/{kind.type}.json",
    }


def words_for(form: dict[str, Any]) -> str:
    """Return a field's type in a few words.

    >>> words_for({"type": ["string", "null"], "enum": ["a", "b", None]})
    'a | b | null'
    >>> words_for({"type": "array", "items": {"type": "integer"}})
    'list of whole number'
    """
    sorts = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if "enum" in form:
        return " | ".join("null" if value is None else str(value) for value in form["enum"])
    tail = " | null" if "null" in sorts else ""
    if "const" in form:
        return str(form["const"])
    if sorts[0] == "array":
        return f"list of {words_for(form['items'])}{tail}"
    if sorts[0] == "object":
        inner = ", ".join(form.get("properties", {}))
        return (f"object ({inner})" if inner else "object") + tail
    return _scalar(form, sorts[0]) + tail


def _scalar(form: dict[str, Any], sort: str) -> str:
    if "title" in form:
        return str(form["title"])
    if form.get("format") == "date":
        return "date"
    if form.get("pattern", "").endswith(r"\.([0-9]{2})$"):
        return "yuan"
    if "[0-9]{1,6})?$" in form.get("pattern", ""):
        return "decimal"
    return {"string": "text", "integer": "whole number", "boolean": "true or false"}[sort]


def to_yaml(value: Any, depth: int = 0) -> str:
    r"""Return data as YAML; texts are quoted, so that none is read as another type.

    >>> to_yaml({"a": ["14(1)"], "b": {"c": "two\nlines"}, "d": True, "on": []})
    'a: ["14(1)"]\nb:\n  c: |-\n    two\n    lines\nd: true\n"on": []\n'
    """
    lines = []
    pad = "  " * depth
    for name, inner in value.items():
        key = json.dumps(name) if name in YAML_TRUTHS else name
        if isinstance(inner, dict) and inner:
            lines.append(f"{pad}{key}:\n{to_yaml(inner, depth + 1)}")
        elif isinstance(inner, str) and "\n" in inner:
            text = "\n".join(f"{pad}  {line}".rstrip() for line in inner.splitlines())
            lines.append(f"{pad}{key}: |-\n{text}\n")
        else:
            lines.append(f"{pad}{key}: {json.dumps(inner, ensure_ascii=False)}\n")
    return "".join(lines)
