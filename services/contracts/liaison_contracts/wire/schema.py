"""Build the marshmallow schema of a message class from its type hints."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_dump, pre_load
from marshmallow import fields as mm

from liaison_contracts.money import CURRENCY, Fen, MoneyField
from liaison_contracts.reasons import fault
from liaison_contracts.wire import fields as wire
from liaison_contracts.wire.quick import NotPlain, reader_of, writer_of


class MessageSchema(Schema):
    """Load into the dataclass and dump from it; adds and checks `currency` beside money."""

    error_messages = wire.MESSAGES_OF_OBJECTS
    message: type
    has_money = False
    tolerant = False

    def __init__(self) -> None:
        super().__init__()
        money = {"has_money": self.has_money}
        self.reads = reader_of(self, self.message, tolerant=self.tolerant, **money)
        self.writes = writer_of(self, **money)

    def make(self, data: Any) -> Any:
        """Return the message in the data, or raise `ValidationError` with all faults."""
        try:
            return self.reads(data)
        except (NotPlain, ValidationError):
            return self.message(**self.load(data))

    @pre_load
    def _check_currency(self, data: Any, **__: Any) -> Any:
        if not self.has_money or not isinstance(data, Mapping):
            return data
        rest = dict(data)
        if rest.pop("currency", CURRENCY) != CURRENCY:
            raise ValidationError({"currency": [fault("currency", currency=CURRENCY)]})
        return rest

    @post_dump
    def _add_currency(self, data: dict[str, Any], **__: Any) -> dict[str, Any]:
        return {**data, "currency": CURRENCY} if self.has_money else data


def wire_name(field: Field[Any], hint: Any) -> str:
    """Return a field's name on the wire: `amount_fen` travels as `amount` in yuan."""
    return field.name.removesuffix("_fen") if bare_of(hint)[0] is Fen else field.name


def bare_of(hint: Any) -> tuple[Any, bool, Any]:
    """Return a hint's type without `Annotated` and `None`, whether it may be None, its limits."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        bare, _, limits = bare_of(inner[0])
        return bare, True, limits
    if get_origin(hint) is Annotated:
        bare, *limits = get_args(hint)
        return bare, False, limits[0]
    return hint, False, None


_PLAIN: dict[Any, Callable[..., mm.Field[Any]]] = {
    bool: wire.TruthField,
    date: wire.DateField,
    datetime: wire.InstantField,
    Decimal: wire.DecimalText,
    Fen: MoneyField,
    dict: wire.ObjectField,
}


def _marshmallow_field(hint: Any, tolerant: bool, **kwargs: Any) -> mm.Field[Any]:
    bare, _, limits = bare_of(hint)
    origin, args = get_origin(bare), get_args(bare)
    if bare is str:
        return wire.TextField(limits or wire.Text(), **kwargs)
    if bare is int:
        return wire.WholeField(limits or wire.Whole(), **kwargs)
    if bare in _PLAIN or origin is dict:
        return _PLAIN[origin or bare](**kwargs)
    if origin is Literal:
        return wire.ChoiceField(args, **kwargs)
    if origin is tuple:
        inner = _marshmallow_field(args[0], tolerant, error_messages=wire.MESSAGES_OF_FIELDS)
        return wire.TupleField(inner, limits or wire.Items(), **kwargs)
    if is_dataclass(bare) and isinstance(bare, type):
        return MessageField(schema_of(bare, tolerant=tolerant), **kwargs)
    raise TypeError(f"no wire form for {hint!r}")


class MessageField(mm.Field[Any]):
    """A nested message, which loads as its dataclass instead of a dict."""

    def __init__(self, inner: MessageSchema, **kwargs: Any) -> None:
        self.inner, self.reads, self.writes = inner, inner.reads, inner.writes
        super().__init__(**kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.writes(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return self.inner.message(**self.inner.load(value))


def schema_of(message: type, *, tolerant: bool | None = None) -> MessageSchema:
    """Return the marshmallow schema of a message class, built from its type hints.

    `tolerant` ignores unknown fields, as events, answers and all messages in them do.
    """
    if tolerant is None:
        tolerant = hasattr(message, "__event__") or hasattr(message, "__answer__")
    return _schema(message, tolerant)


@cache
def _schema(message: type, tolerant: bool) -> MessageSchema:
    hints = get_type_hints(message, include_extras=True)
    members: dict[str, Any] = {"has_money": False, "message": message, "tolerant": tolerant}
    for field in fields(message):
        bare, optional, _ = bare_of(hints[field.name])
        kwargs: dict[str, Any] = {
            "data_key": wire_name(field, hints[field.name]),
            "allow_none": optional,
            "metadata": dict(field.metadata),
            "error_messages": wire.MESSAGES_OF_FIELDS,
        }
        if field.default is not MISSING:
            kwargs["load_default"] = field.default
        elif field.default_factory is not MISSING:
            kwargs["load_default"] = field.default_factory
        elif optional:
            kwargs["load_default"] = None
        else:
            kwargs["required"] = True
        members[field.name] = _marshmallow_field(hints[field.name], tolerant, **kwargs)
        members["has_money"] = members["has_money"] or bare is Fen
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE if tolerant else RAISE})
    schema: MessageSchema = type(f"{message.__name__}Schema", (MessageSchema,), members)()
    return schema
