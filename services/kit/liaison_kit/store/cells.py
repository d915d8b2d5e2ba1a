"""Write text cells so that no spreadsheet reads one as a formula or rejects it."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# characters that XML does not know, and a workbook therefore cannot hold
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutral(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate.

    The apostrophe is what an office types itself to have `-3` as text; `plain` takes it off. What
    a workbook cannot hold, such as a bell, becomes the mark of replacement.

    >>> neutral("=HYPERLINK(A1)"), neutral("泸州商会")
    ("'=HYPERLINK(A1)", '泸州商会')
    >>> neutral("a\\x07b")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """Return a text as it was before `neutral`.

    >>> plain("'-3"), plain("'s-Gravenhage")
    ('-3', "'s-Gravenhage")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text
