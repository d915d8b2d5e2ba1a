"""Keep money exact: integer fen in code, a decimal string with its currency on the wire."""

from __future__ import annotations

import re
from typing import Any, NewType

from marshmallow import ValidationError, fields

from liaison_contracts.reasons import fault

Fen = NewType("Fen", int)
"""An amount in fen (1/100 yuan). A dataclass field of this type is named `<name>_fen`."""

CURRENCY = "CNY"
LARGEST_FEN = 10**15
YUAN_PATTERN = r"(-?)([0-9]{1,13})\.([0-9]{2})"
_YUAN = re.compile(YUAN_PATTERN)


def fen_of(yuan: str) -> Fen:
    """Return the fen of a decimal string of yuan with exactly two decimals.

    >>> fen_of("30000.00")
    3000000
    >>> fen_of("30000.5")
    Traceback (most recent call last):
        ...
    ValueError: '30000.5' is not yuan with two decimals, such as "30000.00"

    Raises:
        ValueError: on any other form.
    """
    match = _YUAN.fullmatch(yuan)
    if match is None:
        raise ValueError(f'{yuan!r} is not yuan with two decimals, such as "30000.00"')
    sign, whole, part = match.groups()
    fen = int(whole) * 100 + int(part)
    return Fen(-fen if sign else fen)


def yuan_of(fen: int) -> str:
    """Return fen as a decimal string of yuan.

    >>> yuan_of(3000000), yuan_of(-5)
    ('30000.00', '-0.05')
    """
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


class MoneyField(fields.Field[int]):
    """Turn fen into yuan on the wire and back; the wire name drops the `_fen`."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else yuan_of(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        try:
            return fen_of(value)
        except (TypeError, ValueError) as error:
            raise ValidationError([fault("money")]) from error
