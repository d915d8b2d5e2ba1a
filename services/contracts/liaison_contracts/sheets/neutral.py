"""Write text cells so that no spreadsheet reads one as a formula or rejects it."""

from __future__ import annotations

import re
import unicodedata

FORMULA_SIGNS = "=+-@\N{MINUS SIGN}"
"""What a formula begins with, in whichever width; spreadsheets here take both."""
# characters that XML does not know, and a workbook therefore cannot hold
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might calculate a text; blanks before it do not count.

    >>> is_formula("=1+1"), is_formula(" ＝1+1"), is_formula("1+1"), is_formula("")
    (True, True, False, False)
    """
    seen = (sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")
    first = next(seen, "")
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in FORMULA_SIGNS


def neutral(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate.

    The apostrophe is what an office types itself to have `-3` as text; `plain` takes it off. What
    a workbook cannot hold, such as a bell, becomes the mark of replacement.

    >>> neutral("=HYPERLINK(A1)"), neutral("＝1+1"), neutral("泸州商会")
    ("'=HYPERLINK(A1)", "'＝1+1", '泸州商会')
    >>> neutral("a\\x07b")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{text}" if text.startswith(("\t", "\r", "\n")) or is_formula(text) else text


def plain(text: str) -> str:
    """Return a text as it was before `neutral`.

    >>> plain("'-3"), plain("'s-Gravenhage")
    ('-3', "'s-Gravenhage")
    """
    rest = text.removeprefix("'")
    return rest if rest != text and neutral(rest) == text else text
