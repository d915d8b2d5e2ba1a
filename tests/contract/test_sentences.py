"""Every code has its sentences in Chinese and English, and they fit the sites that say it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import KINDS, LiaisonError
from liaison_contracts.reasons import fault, reason, step
from liaison_contracts.sentences import (
    Reader,
    Sentence,
    Template,
    detail_of,
    fact_of,
    fault_of,
    faults,
    needs_of,
    problems,
    reasons,
    step_of,
    steps,
)
from liaison_contracts.sentences.template import BadTemplate
from tests.sentences import latin_sentence_in, undeclared

pytestmark = pytest.mark.usefixtures("sample_plugin")
ROOT = Path(__file__).resolve().parents[2]
SORTS = {"reason": "reasons", "fault": "faults", "wrong": "faults", "step": "steps"}
ANSWERS = {"refuse", "refusing"}
"""What use cases call to raise an error: its code, and by keyword its reasons and values."""
SORTS |= dict.fromkeys([LiaisonError.__name__, *(cls.__name__ for cls in KINDS.values())], "errors")
NOT_VALUES = {"reasons", "faults", "retry_after"}
ARTICLE = re.compile(r"\*|[0-9]{1,2}(\([0-9]{1,2}\))?")


@dataclass(frozen=True)
class Site:
    """Hold one place in the code that says a code: `names` are its values, where they are plain."""

    place: str
    sort: str
    code: str
    article: str | None
    names: frozenset[str] | None


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("services", "tests/sample_plugin"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "/testing/" in path.as_posix():  # toys, which no person reads
                continue
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


TREES = list(trees())


def sites_in(place: str, tree: ast.Module) -> Iterator[Site]:
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        is_answer = called in ANSWERS and len(node.args) == 1
        sort = "errors" if is_answer else SORTS.get(called)
        article = None
        if sort == "reasons" and len(node.args) > 1:
            [article, *_] = [*texts_of(node.args[1], constants), None]
        for code in texts_of(node.args[0], constants) if sort else ():
            yield Site(f"{place}:{node.lineno}", str(sort), code, article, names_of(node))


def texts_of(node: ast.expr, constants: dict[str, Any]) -> list[str]:
    """Return the texts that an expression may be, as far as its own file tells."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*texts_of(node.body, constants), *texts_of(node.orelse, constants)]
    if isinstance(node, ast.Name) and node.id in constants:
        return [str(constants[node.id])]
    return []


def names_of(node: ast.Call) -> frozenset[str] | None:
    names = {keyword.arg for keyword in node.keywords}
    return None if None in names else frozenset(str(name) for name in names) - NOT_VALUES


SITES = [site for place, tree in TREES for site in sites_in(place, tree)]
CONSTANTS = {
    str(node.value)
    for _, tree in TREES
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def sentences() -> Iterator[tuple[str, Sentence]]:
    """List every sentence with where it stands."""
    yield from ((f"fact of {code}", text.fact) for code, text in reasons().items())
    yield from ((f"need of {code}", text.needs) for code, text in reasons().items())
    yield from ((f"fault {code}", text) for code, text in faults().items())
    yield from ((f"step {code}", text) for code, text in steps().items())
    yield from ((f"detail of {code}", meaning.detail) for code, meaning in problems().items())


def flaws_of(sentence: Sentence) -> list[str]:
    """Name what is wrong with the two sentences of one code."""
    en, zh = sentence.en, sentence.zh
    if bool(en.text) != bool(zh.text):
        return ["has one language alone"]
    found = [] if en.places == zh.places else [f"names {en.places} and {zh.places}"]
    words = "".join(literal for literal, *_ in zh.parts)
    if re.search(r"\w", words) and not re.search("[\u4e00-\u9fff]", words):
        found.append("is not Chinese")
    return found + [f"says in Latin: {told}" for told in [latin_sentence_in(words)] if told]


def flaws_of_site(site: Site) -> str:
    """Say what is wrong with one place in the code, or nothing."""
    known: Any = {"reasons": reasons, "faults": faults, "steps": steps, "errors": problems}
    text = known[site.sort]().get(site.code)
    if text is None:
        return "is not declared"
    if site.sort == "reasons" and site.article and not {site.article, "*"} & set(text.articles):
        return f"cites {site.article}, declared are {text.articles}"
    places = text.detail.places - {"reasons"} if site.sort == "errors" else text.places
    if site.names is not None and site.names != places:
        return f"has the values {sorted(site.names)}, its sentences name {sorted(places)}"
    return ""


def test_a_sentence_says_the_same_in_both_languages() -> None:
    found = [f"{name} {flaw}" for name, sentence in sentences() for flaw in flaws_of(sentence)]
    assert found == []


def test_every_site_names_a_declared_code_its_article_and_all_its_values() -> None:
    found = {f"{site.place}: {site.code} {flaw}" for site in SITES if (flaw := flaws_of_site(site))}
    assert sorted(found) == [], "declare each in liaison_contracts/sentences/*.toml"


def test_no_sentence_is_declared_that_nothing_says() -> None:
    declared = {*reasons(), *faults(), *steps()}
    assert sorted(declared - CONSTANTS) == []


def test_every_article_of_a_reason_is_an_article() -> None:
    articles = {(code, each) for code, text in reasons().items() for each in text.articles}
    assert [pair for pair in sorted(articles) if not ARTICLE.fullmatch(pair[1])] == []
    assert [code for code, text in reasons().items() if not text.articles] == []


def cited_in_titles(titles: Iterable[str]) -> list[str]:
    """Return the titles that cite an article by hand: only reasons do, as their rule does."""
    return [title for title in titles if re.search("Article [0-9]|第.{1,3}条", title)]


def test_no_title_cites_an_article_by_hand() -> None:
    titles = [text for known in problems().values() for text in (known.en, known.zh)]
    assert cited_in_titles(titles) == []
    planted = ["The city has its station already (Article 3).", "该城市已设工作站（第三条）。"]
    assert cited_in_titles(planted) == planted


PLANTED = {
    "unknown": ('reason("no_such", "14(1)")', "is not declared"),
    "another article": (
        'reason("contract_months", "13", months=1, least=2)',
        "cites 13, declared are ('14(1)',)",
    ),
    "a value too few": (
        'reason("contract_months", "14(1)", months=1)',
        "has the values ['months'], its sentences name ['least', 'months']",
    ),
    "a value too many": (
        'fault("text", most=1)',
        "has the values ['most'], its sentences name []",
    ),
    "an error of a use case": (
        'refuse("segregation_of_duties", reasons=found, place=1)',
        "has the values ['place'], its sentences name []",
    ),
    "an error": (
        'Invalid("invalid_fields", faults={}, place=1)',
        "has the values ['place'], its sentences name ['places']",
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_wrong_site_would_be_found(what: str) -> None:
    code, flaw = PLANTED[what]
    [site] = sites_in("planted.py", ast.parse(code))
    assert flaws_of_site(site) == flaw


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("It is {a}.", ""),
        ("It is {a}.", "是 {b}。"),
        ("It is.", "It is."),
        ("It is", "这 is it so。"),
    ],
    ids=["one language", "another place", "not Chinese", "half Latin"],
)
def test_a_wrong_sentence_would_be_found(en: str, zh: str) -> None:
    assert flaws_of(Sentence(Template(en), Template(zh))) != []


@pytest.mark.parametrize("text", ["{a.b}", "{a[0]}", "{a!r}", "{a:>10}", "{}", "{a:no_kind}"])
def test_a_place_is_a_name_and_a_kind_and_nothing_else(text: str) -> None:
    with pytest.raises(BadTemplate):
        Template(text).places  # noqa: B018 - reading the places reads the sentence


def test_what_is_made_while_tests_run_is_checked_too() -> None:
    with pytest.raises(AssertionError, match="no_such_code"):
        reason("no_such_code", "14(1)")
    with pytest.raises(AssertionError, match="least"):
        fault("length", most=1)
    assert undeclared(fault("length", least=1, most=2)) == ""


def test_a_code_that_is_not_known_here_shows_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sentences.undeclared", lambda _: "")
    found = reason("of_a_plugin", "5(1)", count=1)
    assert (fact_of(found), needs_of(found)) == ("of_a_plugin", "")
    assert (fault_of(fault("odd")), step_of(step("odd")), detail_of("odd", {})) == ("odd",) * 3


def test_a_reader_sees_their_own_language_money_days_and_words() -> None:
    reader = Reader("zh", person=lambda _: "站长")
    told = Template(
        "{by:person} {on:day} {paid:money} {grade:word grade} {any:any} {all} {so} {none}"
    )
    values = {
        "by": "P-1",
        "on": "2018-04-10",
        "paid": -5,
        "grade": "excellent",
        "so": True,
        "any": ["excellent", "excellent"],
        "all": ["a", "b"],
        "none": None,
    }
    shown = "站长 2018年4月10日 -0.05元 优秀 优秀或优秀 a、b 是 无"
    assert told.filled(values, reader) == shown
    assert Template("{missing}").filled({}, reader) == "<missing>"
