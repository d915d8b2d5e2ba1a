"""Every code that a command takes can be addressed by every route that names it, and seen."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_type_hints
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from liaison_contracts.errors import Invalid
from liaison_contracts.message import load
from liaison_contracts.wire.fields import Text
from liaison_contracts.wire.schema import bare_of
from liaison_contracts.words import ONE_SEGMENT, Code, DocumentNo
from liaison_gateway.v1.routes import ROUTES

NAMED = re.compile(r"<([a-z_]+)>")
PLAIN = re.compile(r"(\[[0-9A-Za-z-]+\](\{[0-9,]+\})?|[0-9A-Za-z(){}\[\]-])+")
"""A pattern of plain ASCII signs, such as that of a payout's id."""
PLACES = [(route, name) for route in ROUTES for name in NAMED.findall(route.path)]


@dataclass(frozen=True)
class Coded:
    """A message with one code and one document number."""

    code: Code
    document_no: DocumentNo = "1"


def is_one_segment(hint: Any) -> bool:
    bare, _, limits = bare_of(hint)
    if bare is str:
        return isinstance(limits, Text) and (
            limits.pattern == ONE_SEGMENT or bool(PLAIN.fullmatch(limits.pattern))
        )
    return bare in (int, date)


def hint_of(message: type, name: str) -> Any:
    return get_type_hints(message, include_extras=True)[name]


@pytest.mark.parametrize(("route", "name"), PLACES, ids=lambda part: getattr(part, "path", part))
def test_what_a_route_names_fits_into_one_segment(route: Any, name: str) -> None:
    assert is_one_segment(hint_of(route.command, name)), route.path


def test_a_field_that_may_hold_a_slash_would_be_found() -> None:
    wider = Annotated[str, Text(shortest=1, pattern=r"[^\s]+")]
    assert not is_one_segment(wider)


def is_taken(**data: str) -> bool:
    try:
        load(Coded, {"code": "R-1", **data})
    except Invalid:
        return False
    return True


@settings(max_examples=400, deadline=None)
@given(st.text(min_size=1, max_size=12) | st.from_regex(r"[ -~]{1,6}", fullmatch=True))
def test_a_code_that_is_taken_comes_back_from_its_address(code: str) -> None:
    if not is_taken(code=code):
        return
    routes = Map([Rule("/recruitments/<code>/verifications", endpoint="verify")]).bind("localhost")
    assert code not in (".", "..")
    address = f"/recruitments/{quote(code, safe='')}/verifications"
    assert routes.build("verify", {"code": code}).count("/") == 3
    assert quote(code, safe="") in address
    assert routes.match(f"/recruitments/{code}/verifications") == ("verify", {"code": code})
    assert unicodedata.normalize("NFKC", code) == code


HIDDEN = ("\u200b", "\ufeff", "\u202e", "\u00ad", "\u2060", "\u3164", "\ufe0f", "\U000e0041")
ALIKE = ("Ｒ", "①", "㈱", "ﬁ", "\u2160", "e\u0301", "\uf900")


@pytest.mark.parametrize("sign", [*HIDDEN, *ALIKE])
def test_what_is_unseen_or_looks_like_another_is_no_part_of_a_code(sign: str) -> None:
    for text in (f"R{sign}1", f"{sign}R1", f"R1{sign}"):
        assert not is_taken(code=text)
        assert not is_taken(document_no=text)


@pytest.mark.parametrize("code", ["a/b", "a?b", "a#b", "50%", "a\\b", ".", "..", "a b"])
def test_what_divides_an_address_is_no_part_of_a_code(code: str) -> None:
    assert not is_taken(code=code)


def test_chinese_codes_and_numbers_as_printed_are_taken() -> None:
    assert is_taken(code="泸人才-2021-7", document_no="泸府函〔2018〕4号")
    assert is_taken(code="𬭎-1", document_no="Elsewhere 2030/1")
