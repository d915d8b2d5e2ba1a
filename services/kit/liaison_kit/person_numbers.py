"""Read the numbers of identity documents, so that one person is one person in every service.

A resident identity number (GB 11643) has 18 signs, of which the last is a check digit that may be
X; until 1999 it had 15 digits. All other documents have a number of their own form.
"""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_kit.store.vault import plain_number

RESIDENT_CARD = "resident_identity_card"
LENGTH, OLD_LENGTH = 18, 15
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
_LIKE_X = str.maketrans("\N{MULTIPLICATION SIGN}\N{CYRILLIC CAPITAL LETTER HA}", "XX")
"""Signs that are typed for the check digit X; its small and wide forms are the reader's."""


def person_number(document_type: str, number: str, place: str = "document_number") -> str:
    """Return the number of an identity document in the one form that is compared.

    >>> person_number("resident_identity_card", "510522 700118 888")
    '510522197001188883'
    >>> person_number("resident_identity_card", "51052219700118888３")
    '510522197001188883'
    >>> person_number("passport", "e-123 ４")
    'E1234'

    Raises:
        Invalid: for a resident identity number that nobody can have; `place` names its field.
    """
    plain = plain_number(number)
    if document_type != RESIDENT_CARD:
        return plain
    found = eighteen_signs(plain.translate(_LIKE_X))
    if not is_resident_number(found):
        raise Invalid("person_number_invalid", faults={place: [fault("check_digit_of_card")]})
    return found


def eighteen_signs(number: str) -> str:
    """Return a resident identity number of 15 digits in its present form; others as they are.

    >>> eighteen_signs("510522700118888"), eighteen_signs("E00000000")
    ('510522197001188883', 'E00000000')
    """
    if len(number) != OLD_LENGTH or not (number.isascii() and number.isdigit()):
        return number
    body = f"{number[:6]}19{number[6:]}"
    return body + check_digit(body)


def is_resident_number(number: str) -> bool:
    """Return whether a number of 18 signs has a day of birth and the right check digit.

    >>> is_resident_number("510522197001188883"), is_resident_number("510522197001188884")
    (True, False)
    """
    body = number[:-1]
    if len(number) != LENGTH or not (body.isascii() and body.isdigit()):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return check_digit(body) == number[-1]


def check_digit(body: str) -> str:
    """Return the check digit of the first 17 digits of a resident identity number.

    >>> check_digit("51052219700118888")
    '3'
    """
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return CHECKS[total % len(CHECKS)]
