"""Store files by the hash of their content: the gateway adds them, every service reads them.

A command carries `sha256`, `size` and `media_type`, never the file. The folder (`BLOB_FOLDER`) is
shared by all services of an instance. A blob is complete or absent: it is written to a temporary
file, flushed to disk, and renamed last.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from liaison_contracts.errors import NotFound, TooLarge
from liaison_kit.store.media_types import media_type_of

Check = Callable[[Path, "StoredBlob"], None]
_HASH = re.compile(r"[0-9a-f]{64}")
_INCOMING = "incoming"


@dataclass(frozen=True)
class StoredBlob:
    """Describe a stored file: content hash, size in bytes, and media type."""

    sha256: str
    size: int
    media_type: str


class Blobs:
    """Store and read files by the SHA-256 of their content.

    >>> import tempfile
    >>> blobs = Blobs(Path(tempfile.mkdtemp()))
    >>> stored = blobs.add([b"one post ", b"a month"], limit=1000)
    >>> stored.size, stored.media_type, blobs.read(stored.sha256)
    (16, 'text/plain', b'one post a month')
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, chunks: Iterable[bytes], limit: int, check: Check | None = None) -> StoredBlob:
        """Store the chunks as one file and describe it; equal content is stored once.

        `check` may inspect the file before it is stored, and refuse it by raising.

        Raises:
            TooLarge: as soon as there is more than `limit` bytes; nothing is kept.
        """
        incoming = self._folder / _INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                sha256, size = _write(file, chunks, limit)
            stored = StoredBlob(sha256, size, media_type_of(path))
            if check is not None:
                check(path, stored)
            self._keep(path, self._place(sha256))
        finally:
            path.unlink(missing_ok=True)
        return stored

    def read(self, sha256: str) -> bytes:
        """Return a blob's content.

        Raises:
            NotFound: if there is no such blob.
        """
        with self.open(sha256) as file:
            return file.read()

    def open(self, sha256: str) -> BinaryIO:
        """Open a blob for reading; the caller closes it.

        Raises:
            NotFound: if there is no such blob.
        """
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound("file_unknown", sha256=sha256) from None

    def has(self, sha256: str) -> bool:
        """Return whether a blob exists."""
        return self._place(sha256).exists()

    def media_type(self, sha256: str) -> str:
        """Return the media type of a blob by its content.

        Raises:
            NotFound: if there is no such blob.
        """
        self.open(sha256).close()
        return media_type_of(self._place(sha256))

    def sweep(self, is_used: Callable[[str], bool], before: float) -> int:
        """Delete unused blobs added before an instant, and return how many.

        This includes files whose writing was interrupted. `before` leaves time for the command that
        follows an upload.
        """
        gone = 0
        for path in self._folder.glob("*/*"):
            is_old = path.stat().st_mtime < before
            if is_old and (path.parent.name == _INCOMING or not is_used(path.name)):
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise NotFound("file_unknown", sha256=sha256)
        return self._folder / sha256[:2] / sha256

    def _keep(self, path: Path, place: Path) -> None:
        place.parent.mkdir(mode=0o700, exist_ok=True)
        path.replace(place)  # equal content replaces equal content, with a new time
        for folder in (place.parent, self._folder):
            _flush(folder)


def _write(file: BinaryIO, chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
    found, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge("file_too_large", most=limit)
        found.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return found.hexdigest(), size


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
