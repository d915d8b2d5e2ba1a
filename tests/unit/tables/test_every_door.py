"""What one door refuses for its form, every door refuses; what one takes, every door takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from liaison_contracts.errors import LiaisonError
from tests.unit.tables.doors import (
    A_DAY,
    DOORS,
    MARK,
    Door,
    Refused,
    as_book,
    as_text,
    with_part,
)

Write = Callable[[Door], bytes]


def rows(door: Door, **changes: Any) -> list[Any]:
    return [door.headings, door.row(**changes)]


def quoted(door: Door, cell: str) -> bytes:
    """Write the good row with a raw last cell, and a good row behind it."""
    good = as_text([door.row()])
    *before, _ = good.strip().split(",")
    return (as_text([door.headings]) + ",".join([*before, cell]) + "\r\n" + good).encode()


def spaced(door: Door) -> list[Any]:
    wide = [f" {heading[:1]}\u3000{heading[1:]}\n" for heading in door.headings]
    return [wide, door.row()]


def a_formula(door: Door) -> bytes:
    return as_book(rows(door, **{door.code: "=1+1"}))


TAKEN: dict[str, Write] = {
    "utf-8": lambda door: as_text(rows(door)).encode(),
    "utf-8 with its mark": lambda door: as_text(rows(door)).encode("utf-8-sig"),
    "gb 18030": lambda door: as_text(rows(door)).encode("gb18030"),
    "gb 18030 with its mark": lambda door: (MARK + as_text(rows(door))).encode("gb18030"),
    "old line ends": lambda door: as_text(rows(door)).replace("\r\n", "\r").encode(),
    "a workbook": lambda door: as_book(rows(door)),
    "a workbook that claims one cell": lambda door: with_part(
        as_book(rows(door)), "sheet1.xml", lambda part: _claim(part, b"A1")
    ),
    "a workbook that claims a million rows": lambda door: with_part(
        as_book(rows(door)), "sheet1.xml", lambda part: _claim(part, b"A1:XFD1048576")
    ),
    "empty rows below": lambda door: (as_text(rows(door)) + ",,,\r\n" * 7000).encode(),
    "blanks below in a workbook": lambda door: as_book([*rows(door), *[[" "]] * 7000]),
    "spaced headings": lambda door: as_book(spaced(door)),
    "padded cells": lambda door: as_text(
        [door.headings, [f" {cell}\u3000" if cell else cell for cell in door.row()]]
    ).encode(),
    "a day as a day": lambda door: as_book(rows(door, **{door.day: A_DAY})),
    "a day as its serial number": lambda door: as_book(rows(door, **{door.day: 43458})),
    "quotes at both ends": lambda door: (
        as_text([door.headings, [f'"{cell}"' for cell in door.row()]]).replace('"""', '"').encode()
    ),
}
REFUSED: dict[str, Write] = {
    "utf-16": lambda door: as_text(rows(door)).encode("utf-16"),
    "latin-1": lambda door: quoted(door, "caf\xe9").decode().encode("latin-1", "replace"),
    "NUL": lambda door: quoted(door, "a\x00b"),
    "an open quote": lambda door: quoted(door, '"open'),
    "a quote in the middle": lambda door: quoted(door, 'mid"dle'),
    "text behind a quote": lambda door: quoted(door, '"a"b'),
    "a cell of two lines": lambda door: quoted(door, '"a\nb"'),
    "a cell too many": lambda door: as_text([door.headings, [*door.row(), "x"]]).encode(),
    "a cell too few": lambda door: as_text([door.headings, door.row()[:-1]]).encode(),
    "a heading twice": lambda door: as_text(
        [[*door.headings, door.code], [*door.row(), "x"]]
    ).encode(),
    "other headings": lambda _: b"a,b\r\n1,2\r\n",
    "a workbook that is none": lambda _: b"PK\x03\x04 no zip",
    "half a workbook": lambda door: as_book(rows(door))[:600],
    "a workbook of 2003": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "a code kept as a number": lambda door: as_book(rows(door, **{door.code: 57})),
    "a code that lost digits": lambda door: as_book(rows(door, **{door.code: 2.02e17})),
    "a code in scientific form": lambda door: as_text(
        rows(door, **{door.code: "2.02012E+17"})
    ).encode(),
    "a code that became a day": lambda door: as_book(rows(door, **{door.code: A_DAY})),
    "a code that is true": lambda door: as_book(rows(door, **{door.code: True})),
    "a formula": a_formula,
    "an error of the spreadsheet": lambda door: as_book(rows(door, **{door.code: "#REF!"})),
    "nothing": lambda _: b"",
}


def _claim(part: bytes, size: bytes) -> bytes:
    start = part.index(b'<dimension ref="')
    end = part.index(b"/>", start)
    return part[:start] + b'<dimension ref="' + size + b'"' + part[end:]


def takes(door: Door, content: bytes) -> list[Any] | None:
    """Return what a door read, or None where it refuses."""
    try:
        return door.read(content)
    except (LiaisonError, Refused):
        return None


@pytest.mark.parametrize("door", DOORS, ids=str)
@pytest.mark.parametrize("form", TAKEN)
def test_every_door_takes_it(door: Door, form: str) -> None:
    found = takes(door, TAKEN[form](door))
    assert found is not None
    assert len(found) == 1
    if not form.startswith("a day"):
        assert found == door.read(as_text(rows(door)).encode())


@pytest.mark.parametrize("door", DOORS, ids=str)
@pytest.mark.parametrize("form", REFUSED)
def test_every_door_refuses_it(door: Door, form: str) -> None:
    assert takes(door, REFUSED[form](door)) is None


@pytest.mark.parametrize("door", [door for door in DOORS if door.money], ids=str)
@pytest.mark.parametrize("amount", [30000, 30000.0, 30000.5, "30000", "30000.00"])
def test_money_is_taken_as_a_number(door: Door, amount: Any) -> None:
    assert len(door.read(as_book(rows(door, **{door.money: amount})))) == 1


@pytest.mark.parametrize("door", [door for door in DOORS if door.money], ids=str)
@pytest.mark.parametrize("amount", [1.005, 1e16, "1,000.00", "1.005", "yes"])
def test_money_that_is_none_is_refused(door: Door, amount: Any) -> None:
    assert takes(door, as_book(rows(door, **{door.money: amount}))) is None


def a_trusting_reader(content: bytes) -> list[Any]:
    """Read as a door of before did."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_door_with_a_reader_of_its_own_is_found() -> None:
    """The twin: both properties fail for a door beside the one reader."""
    planted = replace(DOORS[2], read=a_trusting_reader)

    def outcome(write: Write) -> bool:
        try:
            return takes(planted, write(planted)) is not None
        except Exception:
            return False

    assert not all(outcome(write) for write in TAKEN.values())
    assert any(outcome(write) for write in REFUSED.values())
