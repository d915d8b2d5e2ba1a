"""Decide which files are accepted, by their content and never by their name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from liaison_contracts.errors import Invalid
from liaison_kit.store.blobs import Check, StoredBlob
from liaison_kit.store.media_types import PACKED, unpacked_size

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
        Invalid: for a type that is not taken, a name that says another, or a packed file that
            unpacks to too much.
    """

    def check(path: Path, stored: StoredBlob) -> None:
        endings = ENDINGS.get(stored.media_type)
        if endings is None:
            known = sorted({ending for each in ENDINGS.values() for ending in each})
            raise Invalid("file_type_refused", found=stored.media_type, known=known)
        ending = PurePosixPath(name).suffix.lower()
        if name and ending not in endings:
            raise Invalid("file_name_misleads", found=stored.media_type, endings=endings)
        if stored.media_type in PACKED.values() and unpacked_size(path) > LARGEST_UNPACKED:
            raise Invalid("file_unpacks_too_large", most=LARGEST_UNPACKED)

    return check
