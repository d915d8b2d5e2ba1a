"""Define the fields and limits of messages, stricter than marshmallow's own.

JSON Schema and these fields must agree on every value: no date without hyphens, no number in
quotes, no text that a database cannot store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import ValidationError
from marshmallow import fields as mm

from liaison_contracts.reasons import fault
from liaison_contracts.wire.look_alikes import look_alike_in

LONGEST_TEXT = 2000
LONGEST_LIST = 1000
LARGEST_WHOLE = 2**53 - 1
DECIMAL_PATTERN = r"-?[0-9]{1,12}(\.[0-9]{1,6})?"
_DECIMAL = re.compile(DECIMAL_PATTERN)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


PRINTABLE = (
    r"[^\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u1680\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]*"
)
"""Characters that a person sees: no controls, no marks without width, no space but U+0020."""

MESSAGES_OF_FIELDS: dict[str, Any] = {
    "required": [fault("required")],
    "null": [fault("empty")],
}
"""Marshmallow's messages about a missing value, as codes."""

MESSAGES_OF_OBJECTS: dict[str, Any] = {"type": fault("object"), "unknown": fault("unknown")}
"""Marshmallow's messages about whole messages, as codes; it puts each into a list itself."""


def wrong(code: str, **values: object) -> ValidationError:
    """Return the error of one field, with a code in place of marshmallow's sentence."""
    return ValidationError([fault(code, **values)])


@dataclass(frozen=True)
class Text:
    """The limits of a text, in characters; `pattern` must match all of it.

    `word` keeps a named type apart from another with the same limits; `format` is the JSON Schema
    name of what it is. An identifier holds no sign that is unseen or looks like another.
    """

    shortest: int = 0
    longest: int = LONGEST_TEXT
    pattern: str = ""
    word: str = ""
    format: str = ""
    is_identifier: bool = False


@dataclass(frozen=True)
class Whole:
    """The inclusive limits of a whole number; JSON readers are exact up to 2**53 - 1."""

    least: int = -LARGEST_WHOLE
    most: int = LARGEST_WHOLE


@dataclass(frozen=True)
class Items:
    """The limits of a list's length."""

    least: int = 0
    most: int = LONGEST_LIST


class TextField(mm.Field[str]):
    """A text within its limits, without NUL and without half characters (lone surrogates)."""

    def __init__(self, limits: Text, **kwargs: Any) -> None:
        self.limits = limits
        self.pattern = re.compile(limits.pattern) if limits.pattern else None
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str):
            raise wrong("text")
        if not self.limits.shortest <= len(value) <= self.limits.longest:
            raise wrong("length", least=self.limits.shortest, most=self.limits.longest)
        if "\x00" in value or (not value.isascii() and re.search("[\ud800-\udfff]", value)):
            raise wrong("characters")
        if self.pattern and not self.pattern.fullmatch(value):
            if self.limits.pattern == PRINTABLE:
                raise wrong("printable", most=self.limits.longest)
            raise wrong("form", form=self.limits.pattern)
        if self.limits.is_identifier and (hidden := look_alike_in(value)) is not None:
            raise wrong("look_alike", found=hidden[0], usual=hidden[1])
        return value


class WholeField(mm.Field[int]):
    """A whole number within its limits; never a truth value, a fraction or a text."""

    def __init__(self, limits: Whole, **kwargs: Any) -> None:
        self.limits = limits
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if type(value) is not int:
            raise wrong("whole")
        if not self.limits.least <= value <= self.limits.most:
            raise wrong("range", least=self.limits.least, most=self.limits.most)
        return value


class TruthField(mm.Field[bool]):
    """True or false, and no value that is merely truthy."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if value is not True and value is not False:
            raise wrong("truth")
        return value


class DateField(mm.Field[date]):
    """A day as YYYY-MM-DD; Python alone would also read 20180410 and 2018-W15-2."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else str(value.isoformat())

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        try:
            if not isinstance(value, str) or not _DATE.fullmatch(value):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError as error:
            raise wrong("day") from error


class DecimalText(mm.Field[Decimal]):
    """An exact decimal, a plain string on the wire: no exponent, no NaN."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else format(value, "f")

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            raise wrong("decimal")
        return Decimal(value)


class ChoiceField(mm.Field[Any]):
    """One value of a closed list."""

    def __init__(self, choices: tuple[Any, ...], **kwargs: Any) -> None:
        self.choices = choices
        self.known = {(type(choice), choice) for choice in choices}
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, (str, int)) or (type(value), value) not in self.known:
            raise wrong("choice", choices=[str(choice) for choice in self.choices])
        return value


class TupleField(mm.List[Any]):
    """A list of limited length; a tuple in Python."""

    def __init__(self, inner: mm.Field[Any], limits: Items, **kwargs: Any) -> None:
        self.limits = limits
        super().__init__(inner, **kwargs)

    def _deserialize(self, value: Any, *rest: Any, **kwargs: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise wrong("list")
        if not self.limits.least <= len(value) <= self.limits.most:
            raise wrong("items", least=self.limits.least, most=self.limits.most)
        return tuple(super()._deserialize(value, *rest, **kwargs))


class InstantField(mm.AwareDateTime):
    """A time with its time zone."""

    default_error_messages: ClassVar[Any] = {  # type: ignore[misc]
        "invalid": [fault("instant")],
        "invalid_awareness": [fault("instant")],
    }


class ObjectField(mm.Dict):
    """An object of any content."""

    default_error_messages: ClassVar[Any] = {"invalid": [fault("object")]}  # type: ignore[misc]
