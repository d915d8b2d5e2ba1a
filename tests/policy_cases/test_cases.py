"""Run every policy case an official can read and write: the YAML files beside this one.

A case says what it shows, in English and in Chinese, under which article, what is given and what
is expected. `decide` names `<service>.<function>` of `deciders/<service>.py`. Any misspelling
fails: an unknown decider, a missing expectation, a key in `given` that the decider does not read.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
REQUIRED = {"says", "says_zh", "article", "decide", "given", "expect"}
ALLOWED = REQUIRED | {"case"}
IN_A_NUMBER = re.compile(r"(?<=\d)(\.(?=\d)|%)")
HALF_WIDTH = re.compile(r"[!-/:-@\[-`{-~ ]")
Decider = Callable[[dict[str, Any]], dict[str, Any]]


class Given(dict[str, Any]):
    """A case's `given` that remembers which keys the decider looked at."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.unread = set(values)

    def __getitem__(self, key: str) -> Any:
        self.unread.discard(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.unread.discard(key)
        return super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        self.unread.discard(key)
        return super().pop(key, *default)


class PlainLoader(yaml.SafeLoader):
    """Reads `on` and `off` as the words they are; true, false, yes and no stay truth values."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, r) for tag, r in found if first not in "oO" or not tag.endswith(":bool")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def all_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(HERE.glob("*.yaml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), PlainLoader) or ():
            yield path.name, entry


def fault_of(case: dict[str, Any]) -> str | None:
    """Return what is wrong with the form of a case, or None."""
    if missing := REQUIRED - set(case):
        return f"lacks {', '.join(sorted(missing))}"
    if unknown := set(case) - ALLOWED:
        return f"has the unknown key {', '.join(sorted(unknown))}"
    if not isinstance(case["given"], dict) or not isinstance(case["expect"], dict):
        return "`given` and `expect` must be tables"
    if not case["expect"]:
        return "expects nothing"
    return chinese_fault_of(case["says_zh"])


def chinese_fault_of(sentence: object) -> str | None:
    """Return why `sentence` is not one Chinese sentence with full-width punctuation, or None."""
    if not isinstance(sentence, str) or not re.search(r"[\u4e00-\u9fff]", sentence):
        return "says nothing in Chinese"
    if re.search(r"[A-Za-z]", sentence):
        return "has Latin letters in its Chinese sentence"
    if HALF_WIDTH.search(IN_A_NUMBER.sub("", sentence)):
        return "has half-width punctuation in its Chinese sentence"
    if len(re.findall(r"[。！？]", sentence)) != 1 or not sentence.endswith("。"):
        return "must say one Chinese sentence that ends in 。"
    return None


def repeated_in_chinese(cases: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Return the file and Chinese sentence of each case that repeats one of the same file."""
    said = [(name, case.get("says_zh", "")) for name, case in cases]
    return sorted({pair for pair in said if said.count(pair) > 1})


@cache
def deciders_of(service: str) -> ModuleType:
    path = HERE / "deciders" / f"{service}.py"
    if not path.is_file():
        raise LookupError(f"no deciders for {service!r}: {path.name} is missing in deciders/")
    spec = importlib.util.spec_from_file_location(f"policy_case_deciders_{service}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def decider(name: str) -> Decider:
    service, _, function = name.partition(".")
    found: Decider | None = getattr(deciders_of(service), function or "_", None)
    if found is None or function.startswith("_"):
        raise LookupError(f"deciders/{service}.py has no decider {function!r}")
    return found


def run(case: dict[str, Any]) -> None:
    """Decide one case and compare every expected key; raise on any difference or slip."""
    if fault := fault_of(case):
        raise AssertionError(f"case {case.get('says', '?')!r} {fault}")
    given = Given(case["given"])
    decided = decider(case["decide"])(given)
    assert not given.unread, f"nobody reads {sorted(given.unread)} in `given`"
    found = {key: decided.get(key, "<not decided>") for key in case["expect"]}
    assert found == case["expect"]


CASES = list(all_cases())


@pytest.mark.parametrize("case", [pytest.param(c, id=str(c.get("says", n))) for n, c in CASES])
def test_case(case: dict[str, Any]) -> None:
    run(case)


def test_every_case_says_something_of_its_own() -> None:
    sentences = [case.get("says") for _, case in CASES]
    assert len(sentences) == len(set(sentences))


def test_no_two_cases_of_a_file_say_the_same_in_chinese() -> None:
    assert repeated_in_chinese(CASES) == []


def test_a_chinese_sentence_used_twice_in_a_file_is_found() -> None:
    name, case = CASES[0]
    assert repeated_in_chinese([*CASES, (name, case)]) == [(name, case["says_zh"])]
    assert repeated_in_chinese([*CASES, ("another.yaml", case)]) == []


GOOD = {
    "says": "a twin of a good case",
    "says_zh": "得分为59.995分的，“优秀”比例约20%。",
    "article": "13(1)",
    "decide": "incentives.base_grant",
    "given": {"plaque_granted_on": "2018-04-10", "year": 2018},
    "expect": {"amount": "22500.00"},
}


def test_the_runner_accepts_a_good_case() -> None:
    run(GOOD)


@pytest.mark.parametrize(
    "slip",
    [
        {"expect": {}},
        {"expect": {"amount": "1.00"}},
        {"expect": {"amuont": "22500.00"}},
        {"given": {**GOOD["given"], "yaer": 2018}},  # type: ignore[dict-item]
        {"decide": "incentives.no_such_decider"},
        {"decide": "no_such_service.base_grant"},
        {"articel": "13(1)"},
        {"given": None},
        {"says_zh": None},
        {"says_zh": "A station abroad is not entrusted by the city."},
        {"says_zh": "按 A20 的解释，三人团队计三项激励。"},
        {"says_zh": "考核优秀的,下一年经费提高20%。"},
        {"says_zh": "考核优秀的，下一年经费提高20%"},
        {"says_zh": "考核优秀。下一年经费提高20%。"},
    ],
    ids=str,
)
def test_the_runner_fails_loudly_on_a_slip(slip: dict[str, Any]) -> None:
    with pytest.raises((AssertionError, LookupError, TypeError)):
        run({**GOOD, **slip})


def test_a_case_without_a_chinese_sentence_fails() -> None:
    with pytest.raises(AssertionError, match="lacks says_zh"):
        run({key: value for key, value in GOOD.items() if key != "says_zh"})
