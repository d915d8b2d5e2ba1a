"""Check the format of a unified social credit code (GB 32100-2015): 18 characters, check digit."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def is_credit_code(code: str) -> bool:
    """Return whether a code has valid characters and the right check digit.

    >>> is_credit_code("51510500301661318F"), is_credit_code("51510500301661318G")
    (True, False)
    """
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return False
    base = len(ALPHABET)
    total = sum(ALPHABET.index(char) * pow(3, place, base) for place, char in enumerate(code[:-1]))
    return ALPHABET.index(code[-1]) == -total % base
