"""Find what a person cannot tell apart in an identifier: unseen signs, and other signs' doubles."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""Signs without an image that Unicode does not call format characters."""
WIDE_MARKS = "（），：；"
"""Marks in the numbers of Chinese documents, such as `5号（试行）`. They stay as written."""
_WITHOUT_MARKS = str.maketrans("", "", WIDE_MARKS)
NO_SIGNS = ("Cc", "Cf", "Zl", "Zp")


def look_alike_in(text: str) -> tuple[str, str] | None:
    """Return the first sign that hides in a text, and what to write instead; None if none does.

    Two texts that look the same are then the same text: nothing in them is unseen, and each sign
    is written in its usual form (NFKC), except for the marks of Chinese text.

    >>> look_alike_in("LZ-001"), look_alike_in("泸驻才〔2018〕3号")
    (None, None)
    >>> look_alike_in("LZ-001\\u200b"), look_alike_in("ＬZ-001")
    (('U+200B', ''), ('U+FF2C', 'L'))
    """
    if text.isascii():
        return None
    text = text.translate(_WITHOUT_MARKS)
    for sign in text:
        if unicodedata.category(sign) in NO_SIGNS or UNSEEN.match(sign):
            return _named(sign), ""
        if (usual := unicodedata.normalize("NFKC", sign)) != sign:
            return _named(sign), usual
    usual = unicodedata.normalize("NFKC", text)
    return None if usual == text else (_first_combined(text), usual)


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _first_combined(text: str) -> str:
    return next((_named(sign) for sign in text if unicodedata.combining(sign)), _named(text[0]))
