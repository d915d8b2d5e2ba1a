"""Calculate in whole fen and round once, half up; never use floating point."""

from __future__ import annotations


def half_up(numerator: int, denominator: int) -> int:
    """Divide two non-negative whole numbers and round half up (money in fen).

    >>> half_up(3_000_000 * 266, 365)
    2186301
    >>> half_up(5, 2)
    3
    """
    return (2 * numerator + denominator) // (2 * denominator)


def permille_of(amount_fen: int, permille: int) -> int:
    """Return a number of thousandths of an amount in fen, rounded half up.

    >>> permille_of(3_000_000, 200)
    600000
    """
    return half_up(amount_fen * permille, 1000)
