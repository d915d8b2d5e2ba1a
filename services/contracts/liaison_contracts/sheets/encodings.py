"""Tell in which encoding a text is: UTF-8 or GB 18030, each with or without its mark."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

ENCODINGS = ("utf-8", "gb18030")
"""The encodings that are read, in the order in which they are tried."""
MARK = "\ufeff"
"""The mark that a text may begin with; it is not part of the text."""
_AT_ONCE = 256 * 1024
_FOREIGN_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LAYOUT = "\t\n\r\f\x1a"  # 1a ended a text of DOS
_NO_LETTERS = ("Cc", "Cn", "Co", "Cs")


def encoding_of(file: BinaryIO) -> str | None:
    """Return the encoding of a whole text, or None; the file is read from its beginning.

    Bytes that decode by chance into characters that no text has are in no known encoding.

    >>> from io import BytesIO
    >>> encoding_of(BytesIO("泸州".encode())), encoding_of(BytesIO("泸州".encode("gbk")))
    ('utf-8', 'gb18030')
    >>> encoding_of(BytesIO("泸州".encode("utf-16"))) is None
    True
    """
    return next((name for name in ENCODINGS if _fits(file, name)), None)


def looks_like_text(file: BinaryIO) -> bool:
    """Return whether the first bytes are a text, in whatever encoding."""
    file.seek(0)
    first = file.read(_AT_ONCE)
    is_plain = not any(byte < 0x20 and chr(byte) not in _LAYOUT for byte in first)
    return bool(first) and (first.startswith(_FOREIGN_MARKS) or is_plain)


def _fits(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    try:
        return not any(_is_foreign(text, encoding) for text in _decoded(file, encoding))
    except UnicodeDecodeError:
        return False


def _decoded(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while piece := file.read(_AT_ONCE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _is_foreign(text: str, encoding: str) -> bool:
    if "\x00" in text:
        return True
    return encoding != "utf-8" and any(
        unicodedata.category(sign) in _NO_LETTERS and sign not in _LAYOUT for sign in set(text)
    )
