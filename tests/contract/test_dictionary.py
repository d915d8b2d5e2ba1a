"""Every code and field has one word in Chinese and one in English, where it is declared."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import pytest

from liaison_contracts import catalogue, dictionary
from liaison_contracts.dictionary import find, lists
from liaison_contracts.roles import Role
from liaison_contracts.vocabulary import word_lists
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.schema import wire_name

RULES = Path(__file__).parents[2] / "services/incentives/liaison_incentives/policy"
HAN = re.compile(r"[\u4e00-\u9fff]")
ARTICLE = re.compile(r"[0-9]+\([0-9]+\)")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;!?()]|[,:;!?()][\u4e00-\u9fff]")


def of_the_suite(kinds):
    return {
        name: kind for name, kind in kinds.items() if "liaison_contracts" in kind.cls.__module__
    }


EVENTS, COMMANDS = of_the_suite(catalogue.EVENTS), of_the_suite(catalogue.COMMANDS)
"""Without the toys that other tests declare in the same process."""


def messages():
    for kind in EVENTS.values():
        yield kind.cls
    for kind in COMMANDS.values():
        yield kind.cls
        yield kind.returns


def parts_of(hint):
    yield hint
    for part in get_args(hint):
        yield from parts_of(part)


def fields_of(message, seen):
    if message in seen:
        return
    seen.add(message)
    hints = get_type_hints(message, include_extras=True)
    for field in dataclasses.fields(message):
        yield wire_name(field, hints[field.name]), hints[field.name]
        for part in parts_of(hints[field.name]):
            if dataclasses.is_dataclass(part):
                yield from fields_of(part, seen)


@pytest.fixture(scope="module")
def known_fields():
    seen = set()
    return [found for message in messages() for found in fields_of(message, seen)]


def without_words(hint):
    """Yield the closed lists of a hint that do not name each of their codes."""
    for part in parts_of(hint):
        if get_origin(part) is Annotated and get_origin(get_args(part)[0]) is Literal:
            codes, (words, *_) = get_args(get_args(part)[0]), get_args(part)[1:]
            if not isinstance(words, Words) or set(lists()[words.kind]) != set(codes):
                yield codes
        elif get_origin(part) is Literal and part not in named_in(hint):
            yield get_args(part)


def named_in(hint):
    return [get_args(part)[0] for part in parts_of(hint) if get_origin(part) is Annotated]


def is_plain(codes):
    """Articles are shown as articles, and need no word."""
    return all(isinstance(code, str) and ARTICLE.fullmatch(code) for code in codes)


def test_every_closed_list_of_a_message_names_each_of_its_codes(known_fields):
    for name, hint in known_fields:
        bare = [codes for codes in without_words(hint) if not is_plain(codes)]
        assert bare == [], f"{name}: give the list words with Words(...)"


def test_a_closed_list_without_words_is_found(monkeypatch):
    planted = dict(word_lists.DECLARED)
    monkeypatch.setattr(word_lists, "DECLARED", planted)
    monkeypatch.setattr(dictionary, "DECLARED", planted)
    short = Annotated[Literal["a", "b"], Words("planted_short", ("a", "甲", "a"))]
    assert list(without_words(Literal["a", "b"])) == [("a", "b")]
    assert list(without_words(short | None)) == [("a", "b")]


def test_every_field_of_a_message_has_a_name(known_fields):
    missing = {name for name, _ in known_fields if find(name, "field") is None}
    assert sorted(missing) == [], "name it in fields.toml"


def test_no_name_of_a_field_is_left_over(known_fields):
    used = {name for name, _ in known_fields} | inputs() | {"currency"}
    assert sorted(set(lists()["field"]) - used) == []


def inputs():
    """Return the names of the facts that rules put into explanations."""
    found = set()
    for path in RULES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name, value = named_dict(node)
            if "inputs" in name and isinstance(value, ast.Dict):
                found |= {key.value for key in value.keys if isinstance(key, ast.Constant)}
    return found


def named_dict(node):
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            return name, value
        case ast.keyword(arg=str(name), value=value):
            return name, value
        case ast.FunctionDef(name=name, body=[*_, ast.Return(value=value)]):
            return name, value
    return "", None


def test_every_fact_of_an_explanation_has_a_name():
    assert {"contract_months", "plaque_granted_on", "case_by_case_decision"} <= inputs()
    assert {name for name in inputs() if find(name.removesuffix("_fen"), "field") is None} == set()


def test_the_codes_of_fields_stand_in_lists_that_exist():
    used = {word.codes for word in lists()["field"].values()} - {"", dictionary.PLACES}
    assert used <= set(lists())


def test_every_role_that_may_send_a_command_is_declared():
    declared = set(get_args(get_args(Role)[0]))
    assert {role for kind in COMMANDS.values() for role in kind.roles} <= declared


def test_a_sentence_of_an_event_says_its_fields_alike_in_both_languages():
    for kind in EVENTS.values():
        hints = get_type_hints(kind.cls, include_extras=True)
        known = {wire_name(field, hints[field.name]) for field in dataclasses.fields(kind.cls)}
        zh, en = (set(re.findall(r"{(\w+)}", says)) for says in kind.says)
        assert zh == en, kind.type
        assert zh <= known, kind.type
        assert not HALF_WIDTH.search(kind.says[0]), kind.type


def test_the_line_of_an_event_is_chinese_and_cites_what_its_docstring_cites():
    digits = "零一二三四五六七八九十"
    for kind in EVENTS.values():
        assert HAN.search(kind.about_zh), kind.type
        assert kind.about_zh.endswith("。"), kind.type
        assert not HALF_WIDTH.search(kind.about_zh), kind.type
        first = (kind.cls.__doc__ or "").split("\n")[0]
        for number in re.findall(r"Articles? ([0-9]+)", first):
            ten, one = divmod(int(number), 10)
            wanted = ("十" if ten else "") + (digits[one] if one else "")
            assert f"第{wanted}" in kind.about_zh, kind.type
