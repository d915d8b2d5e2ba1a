"""Amounts are written in capitals as the People's Bank prints its examples."""

from __future__ import annotations

import pytest

from liaison_gateway.web.capitals import LARGEST_FEN, in_capitals


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (140950, "人民币壹仟肆佰零玖元伍角"),
        (600714, "人民币陆仟零柒元壹角肆分"),
        (168032, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "人民币壹拾万零柒仟元零伍角叁分"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (0, "人民币零元整"),
        (1, "人民币壹分"),
        (10, "人民币壹角"),
        (1_000, "人民币壹拾元整"),
        (3_000_000, "人民币叁万元整"),
        (10_000_001_00, "人民币壹仟万零壹元整"),
        (100_000_000_00, "人民币壹亿元整"),
        (100_010_000_00, "人民币壹亿零壹万元整"),
        (20_000_000, "人民币贰拾万元整"),
        (-600_000, "人民币负陆仟元整"),
        (23_600_000, "人民币贰拾叁万陆仟元整"),
    ],
)
def test_an_amount_in_capitals(fen, text):
    assert in_capitals(fen) == text


def test_no_form_has_room_for_more():
    with pytest.raises(ValueError, match="room"):
        in_capitals(LARGEST_FEN + 1)
