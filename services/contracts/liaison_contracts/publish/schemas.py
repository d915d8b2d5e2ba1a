"""Describe each message in JSON Schema 2020-12, from the same type hints that load it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin, get_type_hints

from liaison_contracts import assessment, codes, entries, gateway, registry, words
from liaison_contracts.message import CommandType, EventType
from liaison_contracts.money import CURRENCY, YUAN_PATTERN, Fen
from liaison_contracts.wire.fields import DECIMAL_PATTERN, Items, Text, Whole
from liaison_contracts.wire.schema import bare_of, wire_name

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NO_NUL = r"[^\u0000]*"
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
WORD_MODULES = (words, codes, entries, registry.entries, assessment.entries, gateway.forms)


@cache
def named_words() -> dict[str, tuple[Any, str]]:
    """Return each named type of the messages with its explanation, by name."""
    found = {}
    for module in WORD_MODULES:
        body = ast.parse(inspect.getsource(module)).body
        for statement, after in pairwise(body):
            match statement, after:
                case (
                    ast.Assign(targets=[ast.Name(id=name)]),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    if get_origin(word := getattr(module, name)):
                        found[name] = (word, " ".join(text.split()))
    return found


def word_of(hint: Any) -> str:
    """Return the name of a hint among the named types, or an empty string.

    >>> word_of(codes.HostKind), word_of(str)
    ('HostKind', '')
    """
    return next((name for name, (known, _) in named_words().items() if known is hint), "")


def _plain(**keywords: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda _: dict(keywords)


_FORMS: dict[Any, Callable[[Any], dict[str, Any]]] = {
    bool: _plain(type="boolean"),
    date: _plain(**DAY),
    datetime: _plain(type="string", format="date-time"),
    Decimal: _plain(type="string", pattern=f"^{DECIMAL_PATTERN}$"),
    Fen: _plain(type="string", pattern=f"^{YUAN_PATTERN}$"),
    dict: _plain(type="object"),
    str: lambda limits: _text(limits or Text()),
    int: lambda limits: _whole(limits or Whole()),
}


def _text(limits: Text) -> dict[str, Any]:
    form: dict[str, Any] = {"type": "string", "pattern": f"^{limits.pattern or NO_NUL}$"}
    if limits.format:
        form["format"] = limits.format
    if limits.shortest:
        form["minLength"] = limits.shortest
    return form | {"maxLength": limits.longest}


def _whole(limits: Whole) -> dict[str, Any]:
    return {"type": "integer", "minimum": limits.least, "maximum": limits.most}


def _tuple(inner: Any, limits: Items, tolerant: bool) -> dict[str, Any]:
    form = {"type": "array", "items": form_of(inner, tolerant), "maxItems": limits.most}
    return form | ({"minItems": limits.least} if limits.least else {})


def form_of(hint: Any, tolerant: bool) -> dict[str, Any]:
    """Return the JSON Schema of one hint, with the explanation of its named type."""
    inner, optional, limits = bare_of(hint)
    origin, args = get_origin(inner), get_args(inner)
    if inner in _FORMS or origin is dict:
        form = _FORMS[origin or inner](limits)
    elif origin is Literal:
        form = {"type": "string" if isinstance(args[0], str) else "integer", "enum": [*args]}
    elif origin is tuple:
        form = _tuple(args[0], limits or Items(), tolerant)
    elif is_dataclass(inner) and isinstance(inner, type):
        form = body_of(inner, tolerant)
    else:
        raise TypeError(f"no JSON Schema for {hint!r}")
    if word := word_of(_without_none(hint)):
        form = {"title": word} | form | {"description": named_words()[word][1]}
    if optional:
        form["type"] = [form["type"], "null"]
        if "enum" in form:
            form["enum"].append(None)
    return form


def _without_none(hint: Any) -> Any:
    rest = [arg for arg in get_args(hint) if arg is not type(None)]
    return rest[0] if type(None) in get_args(hint) else hint


def text_of(cls: type) -> str:
    """Return a class's docstring without its examples."""
    return inspect.cleandoc(cls.__doc__ or "").split(">>>")[0].strip()


def body_of(cls: type, tolerant: bool) -> dict[str, Any]:
    """Return the JSON Schema of a message's fields; a tolerant one allows unknown fields."""
    hints = get_type_hints(cls, include_extras=True)
    kind = getattr(cls, "__event__", None)
    properties: dict[str, Any] = {}
    required = []
    for field in fields(cls):
        name = wire_name(field, hints[field.name])
        properties[name] = _property(field, hints[field.name], tolerant)
        if kind and name == kind.numbered:
            properties[name].pop("default")
            properties[name]["minimum"] = 1
        if not has_default(field, hints[field.name]) or (kind and name == kind.numbered):
            required.append(name)
    if any(bare_of(hint)[0] is Fen for hint in hints.values()):
        properties["currency"] = {"type": "string", "const": CURRENCY}
        if tolerant:
            required.append("currency")
    form: dict[str, Any] = {"type": "object", "description": text_of(cls)}
    form |= {"properties": properties, "required": required}
    return form if tolerant else form | {"additionalProperties": False}


def has_default(field: Field[Any], hint: Any) -> bool:
    """Return whether the field is optional."""
    given = field.default is not MISSING or field.default_factory is not MISSING
    return given or bare_of(hint)[1]


def _property(field: Field[Any], hint: Any, tolerant: bool) -> dict[str, Any]:
    form = form_of(hint, tolerant)
    if field.metadata.get("private") and not tolerant:
        form["writeOnly"] = True
    if field.default is not MISSING and field.default is not None:
        form["default"] = [*field.default] if field.default == () else field.default
    return form


def event_schema(kind: EventType) -> dict[str, Any]:
    """Return the JSON Schema of an event's whole envelope, with its typed data."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:liaison:event:{kind.type}",
        "title": kind.type,
        "description": text_of(kind.cls),
        "type": "object",
        "properties": _envelope(kind) | {"data": body_of(kind.cls, tolerant=True)},
        "required": [*_envelope(kind), "data"],
    }


def _envelope(kind: EventType) -> dict[str, Any]:
    text = {"type": "string"}
    logged = kind.source != "finance"
    return {
        "id": UUID | {"description": "A UUIDv7, the same however often the event is delivered."},
        "source": text | {"const": f"liaison/{kind.source}"},
        "type": text | {"const": kind.type},
        "subject": text | {"minLength": 1, "description": "What it is about: station/LZ-001."},
        "time": text | {"format": "date-time", "description": "When it was recorded, in UTC."},
        "sequence": {
            "type": "integer",
            "minimum": 1 if logged else 0,
            "description": "The position in the producer's log; zero from finance, who has none.",
        },
        "logid": text | {"description": "Which log: a restored one has another. Finance: empty."},
        "effectiveon": DAY | {"description": "The business date."},
        "actor": text | {"description": "A person's reference, or system: and a service."},
        "edition": text | {"description": "The policy edition: name@version#hash, or empty."},
        "causationid": text | {"description": "The event or command that led to it, or empty."},
        "traceparent": text | {"description": "W3C Trace Context, or empty."},
    }


def command_schema(kind: CommandType) -> dict[str, Any]:
    """Return the JSON Schema of a command's body."""
    return _document(f"{kind.service}.{kind.name}", "command", kind.cls, tolerant=False)


def answer_schema(kind: CommandType) -> dict[str, Any]:
    """Return the JSON Schema of a command's answer, the `result` beside `position`."""
    return _document(f"{kind.service}.{kind.name}.answer", "answer", kind.returns, tolerant=True)


def _document(title: str, sort: str, cls: type, tolerant: bool) -> dict[str, Any]:
    head = {"$schema": DIALECT, "$id": f"urn:liaison:{sort}:{title}", "title": title}
    return head | body_of(cls, tolerant)
