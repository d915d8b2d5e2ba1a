"""Turn frozen dataclasses into messages: one definition for Python, marshmallow and JSON Schema.

The type hints of a message define everything: `str`, `int`, `bool`, `date`, `datetime`, `Decimal`
(a decimal string on the wire), `Fen` (see `money.py`), `Literal`, `tuple[X, ...]`, nested messages,
`dict`, and `X | None`; `Annotated` with `Text`, `Whole` or `Items` sets limits. Events and answers
ignore unknown fields, nested ones too, because a later version of a service may add some; commands
refuse them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from marshmallow import ValidationError

from liaison_contracts.dictionary import lists
from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.vocabulary.word_lists import Word, name_message
from liaison_contracts.wire.schema import schema_of

M = TypeVar("M")
MessageClass = type[M]
AnyClass = type[Any]


@dataclass(frozen=True)
class EventType:
    """Describe one event type of the catalogue: `type` is the wire name with its version.

    `subject` is the subject of its envelopes, with at most one field in it, as the last part.
    `because` is the reason why it has no article, if it has none. `about_zh` is the first line of
    its docstring in Chinese. `says` is a sentence about one such event, in Chinese and English,
    with fields in braces; most types have none, and are shown by their name.
    """

    type: str
    cls: AnyClass
    source: str
    subject: str
    heard_by: tuple[str, ...]
    articles: tuple[str, ...]
    numbered: str = ""
    because: str = ""
    about_zh: str = ""
    says: tuple[str, str] = ("", "")

    @property
    def word(self) -> Word:
        """Return the name of the event in Chinese and English."""
        return lists()["event"][self.type]

    @cached_property
    def subject_of(self) -> Callable[[object], str]:
        """Return the function that returns the subject of an event of this type."""
        prefix, place, field = self.subject.partition("{")
        if not place:
            return lambda _: prefix
        read = attrgetter(field.removesuffix("}"))
        return lambda event: f"{prefix}{read(event)}"


@dataclass(frozen=True)
class CommandType:
    """Describe one command: its roles, its articles and the type of its answer.

    A query is a command that changes nothing: it is answered from one snapshot of the database.
    """

    service: str
    name: str
    cls: type
    roles: tuple[str, ...]
    articles: tuple[str, ...]
    returns: type
    money: bool
    because: str = ""
    is_query: bool = False

    @property
    def word(self) -> Word:
        """Return the name of the command in Chinese and English."""
        return lists()["command"][f"{self.service}.{self.name}"]

    @property
    def is_private(self) -> bool:
        """Return whether the answer identifies a person or contains a secret, so is not stored."""
        return any(field.metadata.get("private") for field in fields(self.returns))


EVENTS: dict[str, EventType] = {}
COMMANDS: dict[str, CommandType] = {}


def event(
    type: str,  # noqa: A002 - the word of the envelope
    *,
    source: str,
    subject: str,
    zh: str,
    en: str,
    about_zh: str,
    says_zh: str = "",
    says_en: str = "",
    heard_by: tuple[str, ...] = (),
    articles: tuple[str, ...] = (),
    numbered: str = "",
    because: str = "",
) -> Callable[[MessageClass[M]], MessageClass[M]]:
    """Register a frozen dataclass as an event type.

    `subject` is what its events are about, such as `station/{station_code}`: events of one subject
    are handled in order. One field may stand in it, at the end; `{on.year}` reads inside a field.
    `numbered` names a field that the producer's log fills from a gapless counter of its own.
    `zh` and `en` name it for people; the others are explained at `EventType`.
    """

    def register(cls: MessageClass[M]) -> MessageClass[M]:
        says = (says_zh, says_en)
        entry = EventType(
            type, cls, source, subject, heard_by, articles, numbered, because, about_zh, says
        )
        if EVENTS.setdefault(type, entry).cls is not cls:
            raise TypeError(f"event type {type} is defined twice")
        name_message("event", type, zh, en)
        cls.__event__ = entry  # type: ignore[attr-defined]
        return cls

    return register


def command(
    service: str,
    *,
    roles: tuple[str, ...],
    returns: type,
    zh: str,
    en: str,
    articles: tuple[str, ...] = (),
    money: bool = False,
    because: str = "",
) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass as a command; its RPC name is the class name in snake case.

    `money` marks a command whose callers must bring an idempotency key of their own. `zh` and `en`
    say what it does, for menus and the API's documents.
    """

    def register(cls: type[M]) -> type[M]:
        name = _rpc_name(cls)
        entry = CommandType(service, name, cls, roles, articles, returns, money, because)
        return _register(cls, entry, zh, en)

    return register


def query(
    service: str,
    *,
    roles: tuple[str, ...],
    returns: type,
    zh: str,
    en: str,
    articles: tuple[str, ...] = (),
    because: str = "",
) -> Callable[[type[M]], type[M]]:
    """Register a frozen dataclass as a query, which is a command that changes nothing."""

    def register(cls: type[M]) -> type[M]:
        name = _rpc_name(cls)
        entry = CommandType(service, name, cls, roles, articles, returns, False, because, True)
        return _register(cls, entry, zh, en)

    return register


def _rpc_name(cls: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def _register(cls: type[M], entry: CommandType, zh: str, en: str) -> type[M]:
    if COMMANDS.setdefault(f"{entry.service}.{entry.name}", entry).cls is not cls:
        raise TypeError(f"command {entry.service}.{entry.name} is defined twice")
    name_message("command", f"{entry.service}.{entry.name}", zh, en)
    cls.__command__ = entry  # type: ignore[attr-defined]
    entry.returns.__answer__ = True  # type: ignore[attr-defined]
    return cls


def event_type_of(message: object) -> EventType:
    """Return the catalogue entry of an event or an event class."""
    entry: EventType = message.__event__  # type: ignore[attr-defined]
    return entry


def command_type_of(message: object) -> CommandType:
    """Return the catalogue entry of a command or a command class."""
    entry: CommandType = message.__command__  # type: ignore[attr-defined]
    return entry


def load(message: type[M], data: Any) -> M:
    """Return the message in some JSON data, or refuse it with all faults together.

    Raises:
        Malformed: when the data is no JSON object.
        Invalid: with every fault, by place.
    """
    if not isinstance(data, Mapping):
        raise Malformed("not_an_object")
    try:
        found: M = schema_of(message).make(data)
        return found
    except ValidationError as error:
        faults: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise Invalid("invalid_fields", faults=faults, places=sorted(map(str, faults))) from error


def dump(message: object) -> dict[str, Any]:
    """Return the message as JSON data: dates as ISO strings, money as yuan and currency."""
    data: dict[str, Any] = schema_of(type(message)).writes(message)
    return data
