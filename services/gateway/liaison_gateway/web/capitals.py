"""Write amounts in Chinese capitals, as on financial forms (People's Bank of China rules)."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LARGEST_FEN = 10**18 - 1


def in_capitals(fen: int) -> str:
    """Return an amount in fen in Chinese capitals, with 人民币 before it.

    >>> in_capitals(140950)
    '人民币壹仟肆佰零玖元伍角'
    >>> in_capitals(10700053)
    '人民币壹拾万零柒仟元零伍角叁分'
    """
    if abs(fen) > LARGEST_FEN:
        raise ValueError("no form has room for such an amount")
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        gap = yuan and yuan % 10 == 0
        text += f"{'零' if gap else ''}{DIGITS[jiao]}角"
    if cents:
        gap = yuan and not jiao
        text += f"{'零' if gap else ''}{DIGITS[cents]}分"
    sign = "负" if fen < 0 else ""
    return f"人民币{sign}{text}{'' if cents or jiao else '整'}"


def _whole(yuan: int) -> str:
    if yuan == 0:
        return DIGITS[0]
    groups = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            continue
        lower_end = text and (group < 1000 or groups[place + 1] % 10 == 0)
        text += ("零" if lower_end else "") + _group(group) + GROUPS[place]
    return text


def _group(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text
