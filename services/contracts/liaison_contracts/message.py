"""Turn frozen dataclasses into messages: one definition for Python, marshmallow and JSON Schema.

A message is a frozen dataclass whose type hints say everything: `str`, `int`, `bool`, `date`,
`datetime`, `Decimal` (a decimal string on the wire), `Fen` (see `money.py`), `Literal`, `tuple[X,
...]`, nested messages, `dict`, and `X | None`. Events ignore fields they do not know (a producer
may add some); commands refuse them.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_dump, pre_load, validate
from marshmallow import fields as mm

from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.money import CURRENCY, Fen, MoneyField

M = TypeVar("M")
LONGEST_TEXT = 2000
LONGEST_LIST = 1000


@dataclass(frozen=True)
class EventType:
    """Describe one event type of the catalogue: `type` is the wire name with its version."""

    type: str
    cls: type
    source: str
    heard_by: tuple[str, ...]
    articles: tuple[str, ...]
    numbered: str = ""


@dataclass(frozen=True)
class CommandType:
    """Describe one command: who may send it, under which articles, and what it answers."""

    service: str
    name: str
    cls: type
    roles: tuple[str, ...]
    articles: tuple[str, ...]
    returns: type
    money: bool


EVENTS: dict[str, EventType] = {}
COMMANDS: dict[str, CommandType] = {}


def event(
    type: str,
    *,
    source: str,
    heard_by: tuple[str, ...] = (),
    articles: tuple[str, ...] = (),
    numbered: str = "",
) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass as an event type.

    `numbered` names a field that the producer's log fills from a gapless counter of its own.
    """

    def register(cls: type[M]) -> type[M]:
        entry = EventType(type, cls, source, heard_by, articles, numbered)
        if EVENTS.setdefault(type, entry).cls is not cls:
            raise TypeError(f"event type {type} is defined twice")
        cls.__event__ = entry  # type: ignore[attr-defined]
        return cls

    return register


def command(
    service: str,
    *,
    roles: tuple[str, ...],
    returns: type,
    articles: tuple[str, ...] = (),
    money: bool = False,
) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass as a command; its RPC name is the class name in snake case.

    `money` marks a command whose callers must bring an idempotency key of their own.
    """

    def register(cls: type[M]) -> type[M]:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        entry = CommandType(service, name, cls, roles, articles, returns, money)
        if COMMANDS.setdefault(f"{service}.{name}", entry).cls is not cls:
            raise TypeError(f"command {service}.{name} is defined twice")
        cls.__command__ = entry  # type: ignore[attr-defined]
        return cls

    return register


def event_type_of(message: object) -> EventType:
    """Return the catalogue entry of an event or an event class."""
    entry: EventType = message.__event__  # type: ignore[attr-defined]
    return entry


def command_type_of(message: object) -> CommandType:
    """Return the catalogue entry of a command or a command class."""
    entry: CommandType = message.__command__  # type: ignore[attr-defined]
    return entry


class DecimalText(mm.Field[Decimal]):
    """An exact decimal, a plain string on the wire: no exponent, no NaN."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else format(value, "f")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", value):
            raise ValidationError('Must be a decimal string such as "88.50".')
        try:
            return Decimal(value)
        except InvalidOperation as error:  # pragma: no cover - the pattern allows none
            raise ValidationError("Must be a decimal string.") from error


class _Tuple(mm.List):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class _StrictBoolean(mm.Boolean):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if value is not True and value is not False:
            raise ValidationError("Must be true or false.")
        return value


class MessageSchema(Schema):
    """Load into the dataclass and dump from it; adds and checks `currency` beside money."""

    message: type
    has_money = False

    @pre_load
    def _check_currency(self, data: Any, **kwargs: Any) -> Any:
        if not self.has_money or not isinstance(data, Mapping):
            return data
        rest = dict(data)
        if rest.pop("currency", CURRENCY) != CURRENCY:
            raise ValidationError({"currency": [f"Must be {CURRENCY}."]})
        return rest

    @post_dump
    def _add_currency(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return {**data, "currency": CURRENCY} if self.has_money else data


def wire_name(field: Field[Any], hint: Any) -> str:
    """Return a field's name on the wire: `amount_fen` travels as `amount` in yuan."""
    return field.name.removesuffix("_fen") if _bare(hint)[0] is Fen else field.name


def _bare(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return inner[0], True
    return hint, False


_PLAIN: dict[Any, Callable[..., mm.Field[Any]]] = {
    str: lambda **kw: mm.String(validate=validate.Length(max=LONGEST_TEXT), **kw),
    int: lambda **kw: mm.Integer(strict=True, **kw),
    bool: _StrictBoolean,
    date: mm.Date,
    datetime: mm.AwareDateTime,
    Decimal: DecimalText,
    Fen: MoneyField,
    dict: mm.Dict,
}


def _marshmallow_field(hint: Any, **kwargs: Any) -> mm.Field[Any]:
    if hint in _PLAIN:
        return _PLAIN[hint](**kwargs)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        if all(isinstance(arg, int) for arg in args):
            return mm.Integer(strict=True, validate=validate.OneOf(args), **kwargs)
        return mm.String(validate=validate.OneOf(args), **kwargs)
    if origin is tuple:
        inner = _marshmallow_field(args[0])
        return _Tuple(inner, validate=validate.Length(max=LONGEST_LIST), **kwargs)
    if origin is dict:
        return mm.Dict(**kwargs)
    if is_dataclass(hint) and isinstance(hint, type):
        return mm.Nested(_Nested(hint), **kwargs)
    raise TypeError(f"no wire form for {hint!r}")


class _Nested(Schema):
    """Nest a message: load gives the dataclass, not a dict."""

    def __init__(self, message: type, **kwargs: Any) -> None:
        self.inner = schema_of(message)
        super().__init__(**kwargs)

    def load(self, data: Any, **kwargs: Any) -> Any:
        return self.inner.message(**self.inner.load(data))

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        return self.inner.dump(obj)


@cache
def schema_of(message: type) -> MessageSchema:
    """Return the marshmallow schema of a message class, made from its type hints."""
    hints = get_type_hints(message)
    members: dict[str, Any] = {"has_money": False, "message": message}
    for field in fields(message):
        hint, optional = _bare(hints[field.name])
        kwargs: dict[str, Any] = {"data_key": wire_name(field, hint), "allow_none": optional}
        if field.default is not MISSING:
            kwargs["load_default"] = field.default
        elif field.default_factory is not MISSING:
            kwargs["load_default"] = field.default_factory
        elif optional:
            kwargs["load_default"] = None
        else:
            kwargs["required"] = True
        members[field.name] = _marshmallow_field(hint, metadata=dict(field.metadata), **kwargs)
        members["has_money"] = members["has_money"] or hint is Fen
    tolerant = hasattr(message, "__event__")
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE if tolerant else RAISE})
    return type(f"{message.__name__}Schema", (MessageSchema,), members)()


def load(message: type[M], data: Any) -> M:
    """Return the message that plain JSON data says, or refuse it whole with all faults at once.

    Raises:
        Malformed: when the data is no JSON object.
        Invalid: with every fault, by place.
    """
    if not isinstance(data, Mapping):
        raise Malformed("not_an_object", f"{message.__name__} must be a JSON object.")
    try:
        return message(**schema_of(message).load(data))
    except ValidationError as error:
        faults = error.normalized_messages()
        places = ", ".join(sorted(map(str, faults)))
        detail = f"{message.__name__} is not valid: see {places}. Nothing was changed."
        raise Invalid("invalid_fields", detail, faults=faults) from error


def dump(message: object) -> dict[str, Any]:
    """Return the message as plain JSON data: dates as ISO strings, money as yuan and currency."""
    data: dict[str, Any] = schema_of(type(message)).dump(message)
    return data
