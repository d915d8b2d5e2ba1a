"""Store the sign-ins of a demo city in a file that only its owner can read, and print them."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from liaison_gateway.access.accounts import Issued

FILE_NAME = "sign-ins.json"
HEADINGS = ("part", "name", "姓名", "password", "API key")


@dataclass(frozen=True)
class SignIn:
    """The sign-in of one person of the demo: name and password for pages, a key for the API."""

    part: str
    name: str
    name_zh: str
    password: str
    key: str


def sign_ins_of(issued: Iterable[Issued]) -> list[SignIn]:
    """Return the sign-ins of people who were just added."""
    return [
        SignIn(each.person.part, each.person.name, each.person.name_zh, each.password, each.key)
        for each in issued
    ]


def save(folder: Path, people: Iterable[SignIn]) -> None:
    """Write the file, readable by its owner only."""
    opened = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump([asdict(person) for person in people], file, ensure_ascii=False, indent=1)


def load(folder: Path) -> list[SignIn]:
    """Read the file."""
    return [SignIn(**each) for each in json.loads((folder / FILE_NAME).read_text("utf-8"))]


def table(people: Iterable[SignIn]) -> str:
    """Return a table for a terminal.

    >>> print(table([SignIn("ops", "Operations", "运维", "pw", "k")]))
    part  name        姓名  password  API key
    ops   Operations  运维  pw        k
    """
    rows = [HEADINGS] + [(p.part, p.name, p.name_zh, p.password, p.key) for p in people]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    """Return the width of a text in columns; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
