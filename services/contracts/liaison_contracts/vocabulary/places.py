"""Look up provinces, prefectures and counties by their six-digit codes (GB/T 2260).

Codes that ended since the regulation of August 2017 are named too, because a station keeps the code
of its day. The data and its sources are in `places.csv`, the licences in `NOTICE`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

PROVINCE, PREFECTURE, COUNTY = 2, 4, 6
"""The number of digits for a division of each level; the rest are zeros."""


def place(code: str, language: str) -> str:
    """Return the full name of a place; an unknown code is returned unchanged.

    In English a county is named after its prefecture and province; only its Chinese name is known.

    >>> place("440106", "zh"), place("440106", "en"), place("420100", "en")
    ('广东省广州市天河区', 'Guangzhou, Guangdong (天河区)', 'Wuhan, Hubei')
    >>> place("110100", "zh"), place("110105", "en"), place("000000", "zh")
    ('北京市', 'Beijing (朝阳区)', '000000')
    """
    levels = [code[:digits].ljust(COUNTY, "0") for digits in (PROVINCE, PREFECTURE, COUNTY)]
    known = [divisions()[level] for level in dict.fromkeys(levels) if level in divisions()]
    is_known = code in divisions() or (code[PREFECTURE:] == "00" and levels[0] in divisions())
    if not is_known:
        return code
    if language == "zh":
        return "".join(zh for zh, _ in known)
    english = ", ".join(en for _, en in reversed(known) if en)
    county = known[-1][0] if not known[-1][1] else ""
    return f"{english} ({county})" if county else english


@cache
def divisions() -> Mapping[str, tuple[str, str]]:
    """Return the Chinese and the English name of every code; a county's English one is empty."""
    text = files("liaison_contracts.vocabulary").joinpath("places.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({code: (zh, "".join(en)) for code, zh, *en in rows})
