"""Normalise telephone numbers and credit codes."""

from __future__ import annotations

import re
import unicodedata

BETWEEN = re.compile(r"[/、;,|]|或")
COUNTRY_CALL = re.compile(r"^(?:\+|00)86")
BARE_COUNTRY_CALL = re.compile(r"^86(?=0\d{9,11}$|1[3-9]\d{9}$)")
EXTENSION = re.compile(r"\(?(?:转|分机|ext\.?|x|#|\*)[\s:]*\d*\)?$", re.IGNORECASE)
BARE_EXTENSION = re.compile(r"^(\(?0\d{2,3}\)?-?\d{7,8}|1[3-9]\d{9})-\d{1,5}$")
NEVER_IN_A_CODE = str.maketrans("OI", "01")


def phones_of(text: str) -> tuple[str, ...]:
    """Return every telephone number in a text as digits, without country code and extension.

    >>> phones_of("+86 (0830) 310-0001 转 8"), phones_of("86-0830-3100001、138 0000 0001")
    (('8303100001',), ('8303100001', '13800000001'))
    """
    wide = unicodedata.normalize("NFKC", text)
    found = (plain_phone(part) for part in BETWEEN.split(wide))
    return tuple(dict.fromkeys(number for number in found if number))


def plain_phone(text: str) -> str:
    """Return one telephone number as digits only, without country code and extension.

    >>> plain_phone("０８３０-3100001-802")
    '8303100001'
    """
    wide = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    wide = EXTENSION.sub("", COUNTRY_CALL.sub("", wide))
    wide = BARE_EXTENSION.sub(r"\1", wide)
    digits = re.sub(r"\D", "", wide)
    # Numbers with a country code lack the leading 0 of the area code, so none keeps it.
    return BARE_COUNTRY_CALL.sub("", digits).lstrip("0")


def codes_of(text: str) -> tuple[str, ...]:
    """Return a credit code in capitals without spaces; O and I, which no code has, become 0 and 1.

    >>> codes_of(" 5151o502-mjy000124m")
    ('51510502MJY000124M',)
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    return (re.sub(r"[^0-9A-Z]", "", wide).translate(NEVER_IN_A_CODE),)
