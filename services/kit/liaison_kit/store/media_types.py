"""Detect the type of a file by its content; its name and its sender are not trusted.

Office workbooks and documents are zip files, which a library of first bytes confuses, so these are
distinguished by their packed content. A file that is valid UTF-8 or GB 18030 is text.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from liaison_contracts.sheets.encodings import encoding_of

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument"
PACKED = {
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
}
"""The type of a zip file, by a member that only this type has."""
_PLAIN = ("application/json", "text/csv", "text/plain", "text/x-")
"""Guesses that the first line of a text or a table may cause."""
_FIRST_BYTES = 8192
_SURE = 4


def media_type_of(path: Path) -> str:
    """Return the media type of a file, `application/octet-stream` if it is unknown."""
    with path.open("rb") as file:
        first = file.read(_FIRST_BYTES)
    if first.startswith(b"PK\x03\x04"):
        return _packed_type(path)
    guesses = _guesses(first)
    sure = guesses and len(guesses[0].byte_match) >= _SURE  # `BM` begins a picture, or a sentence
    found = str(guesses[0].mime_type or UNKNOWN) if guesses else UNKNOWN
    if sure and not found.startswith(_PLAIN):
        return found
    if _is_text(path):
        return TEXT
    return UNKNOWN if found.startswith("text/") else found


def unpacked_size(path: Path) -> int:
    """Return the declared unpacked size of a zip file, which a reader never exceeds.

    Raises:
        zipfile.BadZipFile: if the file is not a zip file.
    """
    with zipfile.ZipFile(path) as packed:
        return sum(member.file_size for member in packed.infolist())


def _guesses(first: bytes) -> list[Any]:
    """Return the possible types for some first bytes, likeliest first.

    The release for Python 3.11 raises an error where newer ones find nothing.
    """
    from puremagic import PureError, magic_string  # large, and only needed to accept files

    try:
        return list(magic_string(first)) if first else []
    except PureError:
        return []


def _packed_type(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return UNKNOWN
    return next((kind for member, kind in PACKED.items() if member in names), ZIP)


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return encoding_of(file) is not None
