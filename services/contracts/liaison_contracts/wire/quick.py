"""Read and write valid messages directly through their fields, without marshmallow's overhead.

The fields and their limits are the schema's own. Everything that is not plainly valid is left to
marshmallow, which reads the message again and names every fault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow import fields as mm

from liaison_contracts.money import CURRENCY, MoneyField
from liaison_contracts.wire import fields as wire

One = Callable[[Any], Any]
AS_IT_IS = (wire.TextField, wire.WholeField, wire.TruthField, wire.ChoiceField)
ONE_VALUE = (*AS_IT_IS, wire.DateField, wire.DecimalText, MoneyField)
"""The catalogue's own fields, which need only the value."""
_ABSENT = object()


class NotPlain(Exception):
    """The message is invalid or unusual, and is left to marshmallow."""


def reader_of(schema: Schema, message: type, *, tolerant: bool, has_money: bool) -> One:
    """Return a function that builds a message from valid JSON data.

    It raises `NotPlain` or `ValidationError` for all other data.
    """
    plan = [
        (name, field.data_key, _reads(field), field.allow_none, field.required, field.load_default)
        for name, field in schema.load_fields.items()
    ]

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise NotPlain
        values, known = {}, 0
        for name, key, reads, may_be_none, required, default in plan:
            value = data.get(key, _ABSENT)
            if value is _ABSENT:
                if required:
                    raise NotPlain
                values[name] = default() if callable(default) else default
                continue
            known += 1
            if value is not None:
                values[name] = reads(value)
            elif may_be_none:
                values[name] = None
            else:
                raise NotPlain
        if known < len(data) and not tolerant:
            raise NotPlain
        return message(**values)

    return _with_currency(read) if has_money else read


def writer_of(schema: Schema, *, has_money: bool) -> One:
    """Return a function that converts a message into JSON data."""
    plan = [(name, field.data_key, _writes(field)) for name, field in schema.dump_fields.items()]

    def write(message: Any) -> dict[str, Any]:
        data: dict[Any, Any] = {}
        for name, key, writes in plan:
            value = getattr(message, name, _ABSENT)
            if value is _ABSENT:  # a message of a simpler class in place of a fuller one
                continue
            data[key] = value if writes is None or value is None else writes(value)
        if has_money:
            data["currency"] = CURRENCY
        return data

    return write


def _with_currency(read: One) -> One:
    def read_money(data: Any) -> Any:
        if type(data) is not dict or data.get("currency", CURRENCY) != CURRENCY:
            raise NotPlain
        return read({name: value for name, value in data.items() if name != "currency"})

    return read_money


def _reads(field: mm.Field[Any]) -> One:
    if isinstance(field, wire.TupleField):
        return _reads_many(field, _reads(field.inner))
    if found := getattr(field, "reads", None):  # a message within a message
        return found  # type: ignore[no-any-return]
    read: Any = field._deserialize
    return read if isinstance(field, ONE_VALUE) else lambda value: read(value, None, None)


def _reads_many(field: wire.TupleField, one: One) -> One:
    limits = field.limits

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)) or not limits.least <= len(value) <= limits.most:
            raise NotPlain
        return tuple([one(item) for item in value])

    return read


def _writes(field: mm.Field[Any]) -> One | None:
    """Return the function that converts a value into JSON data; None if it is JSON data already."""
    if isinstance(field, AS_IT_IS):
        return None
    if isinstance(field, wire.TupleField):
        one = _writes(field.inner)
        return list if one is None else lambda value: [one(item) for item in value]
    if found := getattr(field, "writes", None):
        return found  # type: ignore[no-any-return]
    write: Any = field._serialize
    return write if isinstance(field, ONE_VALUE) else lambda value: write(value, None, None)


__all__ = ["NotPlain", "ValidationError", "reader_of", "writer_of"]
