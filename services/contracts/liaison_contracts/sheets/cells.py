"""Read one cell as text, by what its column holds; what a spreadsheet spoiled is a fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from liaison_contracts.reasons import Fault, fault
from liaison_contracts.sheets.layout import Column, Kind
from liaison_contracts.sheets.neutral import plain

LONGEST_CELL = 2_000
DIGITS_OF_A_NUMBER = 15
"""The most digits that a spreadsheet keeps in a number."""
MOBILE = re.compile(r"1[0-9]{10}")
"""A number without a leading zero that could have been lost."""
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_415
"""The serial numbers of 1950-01-01 and 2100-12-31."""
_EPOCH = date(1899, 12, 30)
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_YUAN = re.compile(r"-?[0-9]{1,13}(\.[0-9])?")
_DAY_OF_EIGHT = re.compile(r"(19|20)[0-9]{6}")


@dataclass(frozen=True)
class Spoiled:
    """A cell that has no value of its own: a formula, or a spreadsheet's error."""

    code: str
    shown: str


Value = str | int | float | bool | date | Spoiled | None
Read = tuple[str, Fault | None]


def read_cell(value: object, column: Column) -> Read:
    """Return a cell as trimmed text, and its fault, if it has one.

    >>> read_cell(" LZ-001\\u3000", Column("station_code", Kind.CODE))
    ('LZ-001', None)
    >>> read_cell(30000, Column("amount", Kind.MONEY))
    ('30000.00', None)
    >>> read_cell(57, Column("station_code", Kind.CODE))[1].code
    'number_for_code'
    """
    if value is None:
        return "", None
    if isinstance(value, Spoiled):
        return value.shown[:LONGEST_CELL], fault(value.code)
    if isinstance(value, str):
        return _text(value, column)
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        return str(value), fault("cell_kind")
    if isinstance(value, date):
        return _day(value, column)
    return _number(value, column)


def _text(value: str, column: Column) -> Read:
    text = plain(value.strip())
    if len(text) > LONGEST_CELL:
        return text[:LONGEST_CELL], fault("length", least=0, most=LONGEST_CELL)
    if column.kind in (Kind.CODE, Kind.DIGITS, Kind.PHONE) and _SHORTENED.fullmatch(text):
        return text, fault("number_for_code", found=text)
    if column.kind is Kind.MONEY and _YUAN.fullmatch(text):
        return f"{Decimal(text):.2f}", None
    return text, None


def _day(value: date, column: Column) -> Read:
    on = value.date() if isinstance(value, datetime) else value
    if column.kind in (Kind.DAY, Kind.TEXT):
        return on.isoformat(), None
    return on.isoformat(), fault("day_for_value")


def _number(value: int | float, column: Column) -> Read:
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value), fault("cell_kind")
    whole = int(exact) if exact == exact.to_integral_value() else None
    shown = str(whole) if whole is not None else format(exact, "f")
    return _NUMBERS[column.kind](exact, shown, whole, column)


def _as_code(_: Decimal, shown: str, whole: int | None, column: Column) -> Read:
    is_kept = whole is not None and whole >= 0 and len(shown) == column.digits
    return shown, None if is_kept else fault("number_for_code", found=shown)


def _as_phone(_: Decimal, shown: str, *__: object) -> Read:
    return shown, None if MOBILE.fullmatch(shown) else fault("number_for_code", found=shown)


def _as_whole(_: Decimal, shown: str, whole: int | None, *__: object) -> Read:
    return shown, fault("whole") if whole is None else None


def _as_text(_: Decimal, shown: str, whole: int | None, *__: object) -> Read:
    is_kept = len(shown.lstrip("-")) <= DIGITS_OF_A_NUMBER
    return shown, None if is_kept else fault("digits_lost")


def _as_money(exact: Decimal, shown: str, *__: object) -> Read:
    if abs(exact) >= 10 ** (DIGITS_OF_A_NUMBER - 2):
        return shown, fault("digits_lost")
    yuan = round(exact, 2)
    if abs(exact - yuan) > Decimal("1e-6"):  # less is what binary fractions leave behind
        return shown, fault("money")
    return f"{yuan:.2f}", None


def _as_decimal(exact: Decimal, *__: object) -> Read:
    kept = round(exact, 6)
    return format(kept.normalize() if kept else Decimal(0), "f"), None


def _as_day(exact: Decimal, shown: str, whole: int | None, *__: object) -> Read:
    if _DAY_OF_EIGHT.fullmatch(shown):
        return f"{shown[:4]}-{shown[4:6]}-{shown[6:]}", None
    if not FIRST_SERIAL <= exact <= LAST_SERIAL:
        return shown, fault("day")
    return (_EPOCH + timedelta(days=int(exact))).isoformat(), None


_NUMBERS: dict[Kind, Callable[[Decimal, str, int | None, Column], Read]] = {
    Kind.CODE: _as_code,
    Kind.DIGITS: _as_code,
    Kind.TEXT: _as_text,
    Kind.PHONE: _as_phone,
    Kind.WHOLE: _as_whole,
    Kind.DECIMAL: _as_decimal,
    Kind.MONEY: _as_money,
    Kind.DAY: _as_day,
}
