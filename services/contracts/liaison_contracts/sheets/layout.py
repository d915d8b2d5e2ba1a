"""Describe the table that a door reads: its columns, and what the cells of each must be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_origin, get_type_hints

from liaison_contracts.money import Fen
from liaison_contracts.wire.fields import Text
from liaison_contracts.wire.schema import bare_of, wire_name


class Kind(StrEnum):
    """What the cells of a column are, which decides whether a number in them can be trusted."""

    CODE = "code"
    """An identifier: a spreadsheet's number has lost digits or zeros."""
    TEXT = "text"
    DIGITS = "digits"
    """A code of so many digits, none of which can get lost unseen."""
    PHONE = "phone"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """A column by its field, with the headings that also name it."""

    name: str
    kind: Kind = Kind.TEXT
    headings: tuple[str, ...] = ()
    is_required: bool = True
    digits: int = 0


@dataclass(frozen=True)
class Layout:
    """What a door takes: columns, the most rows, and what else may stand in the sheet."""

    columns: tuple[Column, ...]
    most_rows: int
    title_rows: int = 0
    """The most rows that may stand above the headings."""
    takes_others: bool = False
    """Whether columns that nobody asked for may stand in the table; they are not read."""
    sheet: str = ""
    """The name of the workbook's sheet, by default the first."""

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns, as a person would write them."""
        return [(*column.headings, column.name)[0] for column in self.columns]


_FIXED = re.compile(r"\[0-9\]\{([0-9]+)\}")
_KINDS: dict[Any, Kind] = {
    int: Kind.WHOLE,
    Fen: Kind.MONEY,
    Decimal: Kind.DECIMAL,
    date: Kind.DAY,
}


def columns_of(entry: type) -> tuple[Column, ...]:
    """Return the columns of a message's public fields; lists and nested messages have none.

    A text with a pattern is an identifier, and so is the number of a document.
    """
    hints = get_type_hints(entry, include_extras=True)
    found = []
    for field in fields(entry):
        bare, may_be_none, limits = bare_of(hints[field.name])
        may_lack = may_be_none or field.default is not MISSING
        if is_dataclass(bare) or get_origin(bare) is tuple:
            continue
        kind, digits = _kind_of(bare, limits)
        name = wire_name(field, hints[field.name])
        found.append(Column(name, kind, is_required=not may_lack, digits=digits))
    return tuple(found)


def _kind_of(bare: Any, limits: Any) -> tuple[Kind, int]:
    if isinstance(limits, Text) and bare is str:
        if fixed := _FIXED.fullmatch(limits.pattern):
            return Kind.DIGITS, int(fixed[1])
        is_code = bool(limits.pattern) or limits.is_identifier
        return (Kind.CODE if is_code else Kind.TEXT), 0
    return _KINDS.get(bare, Kind.TEXT), 0


def heading_of(cell: str) -> str:
    """Return a heading as it is compared: without blanks, line breaks, width and case.

    >>> heading_of("站　长"), heading_of("Station_Code\\n")
    ('站长', 'station_code')
    """
    bare = unicodedata.normalize("NFKC", cell)
    kept = (sign for sign in bare if not sign.isspace() and unicodedata.category(sign) != "Cf")
    return "".join(kept).casefold()
