"""Turn frozen dataclasses into messages: one definition for Python, marshmallow and JSON Schema.

A message is a frozen dataclass whose type hints say everything: `str`, `int`, `bool`, `date`,
`datetime`, `Decimal` (a decimal string on the wire), `Fen` (see `money.py`), `Literal`, `tuple[X,
...]`, nested messages, `dict`, and `X | None`; `Annotated` with `Text`, `Whole` or `Items` sets
limits. Events and answers ignore fields they do not know, nested ones too (a neighbour of the next
version may add some); commands refuse them.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_dump, pre_load
from marshmallow import fields as mm

from liaison_contracts import wire
from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.money import CURRENCY, Fen, MoneyField
from liaison_contracts.quick import NotPlain, reader_of, writer_of

M = TypeVar("M")
MessageClass = type[M]
AnyClass = type[Any]


@dataclass(frozen=True)
class EventType:
    """Describe one event type of the catalogue: `type` is the wire name with its version.

    `subject` is the subject of its envelopes, with at most one field in it, as the last part.
    `because` says why no article stands behind it, where none does.
    """

    type: str
    cls: AnyClass
    source: str
    subject: str
    heard_by: tuple[str, ...]
    articles: tuple[str, ...]
    numbered: str = ""
    because: str = ""

    @cached_property
    def subject_of(self) -> Callable[[object], str]:
        """Return the function that gives the subject of an event of this type."""
        prefix, place, field = self.subject.partition("{")
        if not place:
            return lambda _: prefix
        read = attrgetter(field.removesuffix("}"))
        return lambda event: f"{prefix}{read(event)}"


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
    because: str = ""

    @property
    def is_private(self) -> bool:
        """Tell whether the answer identifies a person or holds a secret: it is never stored."""
        return any(field.metadata.get("private") for field in fields(self.returns))


EVENTS: dict[str, EventType] = {}
COMMANDS: dict[str, CommandType] = {}


def event(
    type: str,  # noqa: A002 - the word of the envelope
    *,
    source: str,
    subject: str,
    heard_by: tuple[str, ...] = (),
    articles: tuple[str, ...] = (),
    numbered: str = "",
    because: str = "",
) -> Callable[[MessageClass[M]], MessageClass[M]]:
    """Register a frozen dataclass as an event type.

    `subject` is what its events are about, such as `station/{station_code}`: events of one subject
    are handled in order. One field may stand in it, at the end; `{on.year}` reads inside a field.
    `numbered` names a field that the producer's log fills from a gapless counter of its own.
    """

    def register(cls: MessageClass[M]) -> MessageClass[M]:
        entry = EventType(type, cls, source, subject, heard_by, articles, numbered, because)
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
    because: str = "",
) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass as a command; its RPC name is the class name in snake case.

    `money` marks a command whose callers must bring an idempotency key of their own.
    """

    def register(cls: type[M]) -> type[M]:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        entry = CommandType(service, name, cls, roles, articles, returns, money, because)
        if COMMANDS.setdefault(f"{service}.{name}", entry).cls is not cls:
            raise TypeError(f"command {service}.{name} is defined twice")
        cls.__command__ = entry  # type: ignore[attr-defined]
        returns.__answer__ = True  # type: ignore[attr-defined]
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


class MessageSchema(Schema):
    """Load into the dataclass and dump from it; adds and checks `currency` beside money."""

    message: type
    has_money = False
    tolerant = False

    def __init__(self) -> None:
        super().__init__()
        money = {"has_money": self.has_money}
        self.reads = reader_of(self, self.message, tolerant=self.tolerant, **money)
        self.writes = writer_of(self, **money)

    def make(self, data: Any) -> Any:
        """Return the message that the data say, or raise `ValidationError` with all faults."""
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
            raise ValidationError({"currency": [f"Must be {CURRENCY}."]})
        return rest

    @post_dump
    def _add_currency(self, data: dict[str, Any], **__: Any) -> dict[str, Any]:
        return {**data, "currency": CURRENCY} if self.has_money else data


def wire_name(field: Field[Any], hint: Any) -> str:
    """Return a field's name on the wire: `amount_fen` travels as `amount` in yuan."""
    return field.name.removesuffix("_fen") if bare_of(hint)[0] is Fen else field.name


def bare_of(hint: Any) -> tuple[Any, bool, Any]:
    """Take `Annotated` and `| None` off a hint: what is inside, may it be None, its limits."""
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
    datetime: mm.AwareDateTime,
    Decimal: wire.DecimalText,
    Fen: MoneyField,
    dict: mm.Dict,
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
        return wire.TupleField(
            _marshmallow_field(args[0], tolerant), limits or wire.Items(), **kwargs
        )
    if is_dataclass(bare) and isinstance(bare, type):
        return MessageField(schema_of(bare, tolerant=tolerant), **kwargs)
    raise TypeError(f"no wire form for {hint!r}")


class MessageField(mm.Field[Any]):
    """Nest a message: load gives the dataclass, not a dict."""

    def __init__(self, inner: MessageSchema, **kwargs: Any) -> None:
        self.inner, self.reads, self.writes = inner, inner.reads, inner.writes
        super().__init__(**kwargs)

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.writes(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return self.inner.message(**self.inner.load(value))


def schema_of(message: type, *, tolerant: bool | None = None) -> MessageSchema:
    """Return the marshmallow schema of a message class, made from its type hints.

    `tolerant` ignores unknown fields, which is what events, answers and all inside them do.
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


def load(message: type[M], data: Any) -> M:
    """Return the message that plain JSON data says, or refuse it whole with all faults at once.

    Raises:
        Malformed: when the data is no JSON object.
        Invalid: with every fault, by place.
    """
    if not isinstance(data, Mapping):
        raise Malformed("not_an_object", f"{message.__name__} must be a JSON object.")
    try:
        found: M = schema_of(message).make(data)
        return found
    except ValidationError as error:
        faults: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
        places = ", ".join(sorted(map(str, faults)))
        detail = f"{message.__name__} is not valid: see {places}. Nothing was changed."
        raise Invalid("invalid_fields", detail, faults=faults) from error


def dump(message: object) -> dict[str, Any]:
    """Return the message as plain JSON data: dates as ISO strings, money as yuan and currency."""
    data: dict[str, Any] = schema_of(type(message)).writes(message)
    return data
