"""Write texts into sheets so that no spreadsheet takes one for a formula."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate.

    The apostrophe is what an office types itself to have `-3` as text; `plain` takes it off.

    >>> neutral("=HYPERLINK(A1)"), neutral("泸州商会")
    ("'=HYPERLINK(A1)", '泸州商会')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """Return a text as it was before `neutral`.

    >>> plain("'-3"), plain("'s-Gravenhage")
    ('-3', "'s-Gravenhage")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text
