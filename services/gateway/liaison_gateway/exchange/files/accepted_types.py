"""Decide which files are accepted, by their content and never by their name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from liaison_contracts.errors import Invalid
from liaison_contracts.sheets.encodings import looks_like_text
from liaison_kit.store.blobs import Check, StoredBlob
from liaison_kit.store.media_types import PACKED, UNKNOWN, unpacked_size

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
"""The limit after unpacking, because a small zip file can contain a very large sheet."""
LONGEST_NAME = 200
_OFFICE = "application/vnd.openxmlformats-officedocument"
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "text/plain": (".txt", ".csv", ".ndjson", ".json", ".md"),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
}
"""The accepted types with their file name extensions; downloads get the first one."""


def check_for(name: str) -> Check:
    """Return the check for one upload; `name` is the sender's file name, or empty.

    Raises (the check):
        Invalid: for an empty file, a type or an encoding that is not taken, a name that says
            another type, or a packed file that unpacks to too much.
    """

    def check(path: Path, stored: StoredBlob) -> None:
        if stored.size == 0:
            raise Invalid("file_empty")
        endings = ENDINGS.get(stored.media_type)
        if endings is None and stored.media_type == UNKNOWN and _is_foreign_text(path):
            raise Invalid("file_encoding_refused")
        if endings is None:
            known = sorted({ending for each in ENDINGS.values() for ending in each})
            raise Invalid("file_type_refused", found=stored.media_type, known=known)
        ending = PurePosixPath(name).suffix.lower()
        if name and ending not in endings:
            raise Invalid("file_name_misleads", found=stored.media_type, endings=endings)
        if stored.media_type in PACKED.values() and unpacked_size(path) > LARGEST_UNPACKED:
            raise Invalid("file_unpacks_too_large", most=LARGEST_UNPACKED)

    return check


def _is_foreign_text(path: Path) -> bool:
    with path.open("rb") as file:
        return looks_like_text(file)
