"""Every error code that the code can raise is explained, in Chinese and English."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.exceptions import default_exceptions

from liaison_contracts.errors import KINDS, LiaisonError
from liaison_contracts.problems import catalogue
from liaison_gateway.model.views.catalogue import VIEWS
from tests.sentences import latin_sentence_in

pytestmark = pytest.mark.usefixtures("sample_plugin")
ROOT = Path(__file__).resolve().parents[3]
NAMES = {cls.__name__: kind for kind, cls in KINDS.items()} | {LiaisonError.__name__: "error"}
NOT_OURS = ("/testing/", "/policy/", "liaison_yearbook/client.py", "sandbox/client.py")
"""Toys of tests, refusals of rules (they carry reasons, no code), and what clients pass on."""
MADE = {
    "{view.kind}_unknown": [f"{view.kind}_unknown" for view in VIEWS],
    "batch_{batch.state}": ["batch_released", "batch_broken"],
}
"""Codes that are put together, by the expression that makes them."""


def trees():
    found = [*(ROOT / "services").rglob("*.py"), *(ROOT / "tests/sample_plugin").rglob("*.py")]
    for path in sorted(found):
        if not any(part in path.as_posix() for part in NOT_OURS):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def passing_on(tree) -> dict[str, int]:
    """Return the functions that raise an error with a code they are given, and its place.

    One that hands its code to such a function of the same file is one itself.
    """
    found: dict[str, int] = {}
    while True:
        known = dict(found)
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                names = [argument.arg for argument in function.args.args]
                for node in ast.walk(function):
                    raises = isinstance(node, ast.Call) and called(node) in {*NAMES, *known}
                    if raises and node.args:
                        first = getattr(node.args[known.get(called(node), 0)], "id", "")
                        if first in names:
                            found[function.name] = names.index(first)
        if found == known:
            return found


def imported(tree) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)


def raised() -> Iterator[tuple[str, str, str]]:
    """List every code: its place, its kind (empty where another function raises it), the code."""
    found = {module_of(path): passing_on(tree) for path, tree in trees()}
    for path, tree in trees():
        handed = {
            name: found[module][name]
            for module, name in imported(tree)
            if name in found.get(module, {})
        } | found[module_of(path)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in {*NAMES, *handed}:
                place = 0 if called(node) in NAMES else handed[called(node)]
                for code in texts_of(node.args[place]) if place < len(node.args) else []:
                    yield f"{path}:{node.lineno}", NAMES.get(called(node), ""), code


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts[2:])


def texts_of(node) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*texts_of(node.body), *texts_of(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return MADE[ast.unparse(node)[2:-1]]
    if isinstance(node, ast.Name):
        return []  # a parameter: its values stand where the function is called
    if isinstance(node, ast.Starred) or (isinstance(node, ast.Call) and called(node) == "reason"):
        return []  # the refusal of a rule, which has no code
    return [f"unreadable: {ast.unparse(node)}"]


def test_every_code_that_is_raised_is_explained():
    missing = {f"{place}: {code}" for place, _, code in raised() if code not in catalogue()}
    assert sorted(missing) == [], "explain each in liaison_contracts/problems/*.toml"


def test_every_code_is_raised_with_the_kinds_that_are_told():
    wrong = {
        f"{place}: {code} is raised as {kind}"
        for place, kind, code in raised()
        if kind and code in catalogue() and kind not in catalogue()[code].kinds
    }
    assert sorted(wrong) == []


def test_no_code_is_explained_that_nothing_raises():
    of_http = {cls().name.lower().replace(" ", "_") for cls in default_exceptions.values()}
    known = {code for *_, code in raised()} | of_http
    assert sorted(set(catalogue()) - known) == []


def test_every_meaning_is_whole():
    for code, meaning in catalogue().items():
        assert set(meaning.kinds) <= {*KINDS, "error"}, code
        for text in (meaning.en, meaning.do):
            assert text.endswith("."), code
        for text in (meaning.zh, meaning.do_zh):
            assert re.search("[\u4e00-\u9fff]", text), code
            assert text.endswith("。"), code


def test_a_problem_speaks_the_language_that_is_asked_for(shared_system):
    for asked, spoken in (("zh-CN,zh;q=0.9", "zh"), ("en", "en"), ("fr", "en"), ("", "en")):
        answer = shared_system.browser.get("/v1/stations", headers={"Accept-Language": asked})
        meaning = catalogue()["credentials_missing"]
        assert answer.json["title"] == meaning.title(spoken)
        assert answer.json["advice"] == meaning.advice(spoken)
        assert answer.headers["Content-Language"] == spoken
        assert "Accept-Language" in answer.headers["Vary"]


def test_a_problem_in_chinese_holds_no_latin_sentence(shared_system):
    chinese = {"Accept-Language": "zh"}
    asked = [
        ("auditor", "POST", "/v1/stations/imports", {}),
        ("importer", "POST", "/v1/stations/imports", {"stations": [{"more": 1}], "odd": "x"}),
        ("auditor", "GET", "/v1/stations?limit=none&other=1", None),
        ("auditor", "GET", "/v1/awards/none", None),
        ("auditor", "GET", "/v1/errors/none", None),
    ]
    for part, method, path, body in asked:
        headers = {**shared_system.sign(part), **chinese}
        problem = shared_system.browser.open(path, method=method, json=body, headers=headers).json
        entries = [*problem.get("errors", ()), *problem.get("reasons", ())]
        texts = [problem["title"], problem["detail"], problem["advice"]]
        texts += [entry[name] for entry in entries for name in ("detail", "fact") if name in entry]
        assert [found for text in texts if (found := latin_sentence_in(text))] == [], problem


def test_the_faults_of_fields_are_told_in_chinese_too(shared_system):
    headers = {**shared_system.sign("importer"), "Accept-Language": "zh"}
    body = {"stations": [{"station_code": 7, "more": 1}]}
    answer = shared_system.browser.post("/v1/stations/imports", json=body, headers=headers)
    found = {entry["pointer"]: entry["detail"] for entry in answer.json["errors"]}
    assert found["/stations/0/station_code"] == "必须是文本。"
    assert found["/stations/0/more"] == "未知字段。"
    assert all(re.search("[\u4e00-\u9fff]", told) for told in found.values()), json.dumps(found)


def test_the_type_of_a_problem_leads_to_its_explanation(shared_system):
    problem = shared_system.browser.get("/v1/stations").json
    answer = shared_system.browser.get(problem["type"])
    assert answer.json["data"]["code"] == problem["code"] == "credentials_missing"
    assert answer.json["data"]["statuses"] == [401]
    listed = shared_system.browser.get("/v1/errors").json["data"]
    assert [entry["code"] for entry in listed] == sorted(catalogue())
    assert shared_system.browser.get("/v1/errors/no_such").status_code == 404
