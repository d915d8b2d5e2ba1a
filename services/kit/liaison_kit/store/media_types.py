"""Tell what a file is by looking into it; what its name or its sender says counts nothing.

Office workbooks and documents are zip files, and a library of first bytes takes one for another,
so these are told apart by what is packed in them. Text is what reads as UTF-8.
"""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path
from typing import Any

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument"
PACKED = {
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
}
"""What a zip file is, by a member that only such a file has."""
_PLAIN = ("application/json", "text/csv", "text/plain", "text/x-")
"""Guesses that some first line of a text or a table is enough for."""
_AT_ONCE = 1024 * 1024
_FIRST_BYTES = 8192
_SURE = 4


def media_type_of(path: Path) -> str:
    """Return the media type of a file, `application/octet-stream` where nothing is known of it."""
    with path.open("rb") as file:
        first = file.read(_FIRST_BYTES)
    if first.startswith(b"PK\x03\x04"):
        return _packed_type(path)
    guesses = _guesses(first)
    sure = guesses and len(guesses[0].byte_match) >= _SURE  # `BM` begins a picture, or a sentence
    found = str(guesses[0].mime_type or UNKNOWN) if guesses else UNKNOWN
    if (not sure or found.startswith(_PLAIN)) and _is_text(path):
        return TEXT
    return found


def unpacked_size(path: Path) -> int:
    """Return how many bytes a zip file says it holds; a reader never gets more out of it.

    Raises:
        zipfile.BadZipFile: for a file that is none.
    """
    with zipfile.ZipFile(path) as packed:
        return sum(member.file_size for member in packed.infolist())


def _guesses(first: bytes) -> list[Any]:
    """Return what first bytes may begin, the likeliest first.

    The release for Python 3.11 raises where newer ones find nothing.
    """
    from puremagic import PureError, magic_string  # large, and only who takes files needs it

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
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                if "\x00" in decoder.decode(piece):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
