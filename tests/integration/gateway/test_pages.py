"""Pages show people what they may see, in both languages, without script and safe from forgery."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from liaison_contracts import incentives, registry
from liaison_contracts.assessment import DutyMissed
from liaison_contracts.errors import Unavailable
from liaison_contracts.money import Fen
from liaison_gateway.developers.portal import about
from liaison_gateway.model.folds.fold import fold
from liaison_gateway.web import texts
from tests.integration.gateway import messages
from tests.integration.gateway.system import System, an_envelope, browser_of

PAGES = Path("services/gateway/liaison_gateway/web")
TEMPLATES = sorted((PAGES / "templates").rglob("*.html"))
PORTAL = Path("services/gateway/liaison_gateway/developers/portal")
HTML = {"Accept": "text/html"}
SERVICES = ("registry", "assessment", "incentives")


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("pages") / "instance", passwords=True)
    found.add_station("LZ-001", "industry_federation")
    found.add_station("LZ-002", "overseas_federation")
    for message in (messages.GRANTED, messages.held("spending"), messages.case_opened()):
        found.tell(message)
    found.tell(DutyMissed(station_code="LZ-001", duty_type="promotion_post", period="2018-03"))
    batch = {
        "batch_code": "B-1",
        "count": 1,
        "total_fen": Fen(10_700_053),
        "sha256": "0" * 64,
        "persons": ("P-1",),
    }
    found.tell(incentives.BatchSealed(**batch))
    found.tell(messages.REQUESTED)
    found.tell(
        registry.PolicyExtended(
            edition="luzhou_2017",
            document_no="泸人才办〔2018〕30号",
            decided_on=date(2018, 3, 1),
            valid_until=date(2022, 12, 31),
        )
    )
    found.tell(messages.READING)
    yield found
    found.close()


def page_of(system, part, path, status=200):
    answer = browser_of(system, part).get(path, headers=HTML)
    assert answer.status_code == status, answer.text
    return answer.text


# -- texts -----------------------------------------------------------------------------------


def test_every_text_is_there_in_both_languages():
    for name, (chinese, english) in texts.TEXTS.items():
        assert re.search("[一-鿿]", chinese) or name == "other_language", name
        assert re.search("[A-Za-z]", english) or name == "other_language", name


TAKE_TEXT_NAMES = ("t", "tile", "fact", "tab")
"""The macros of templates whose arguments are names of texts."""
TABS = [
    *("start", "keys", "access", "api", "events", "webhooks", "requests", "sandbox"),
    *("clients", "status", "changes"),
]
MADE_OF_PARTS = {
    *(f"dev_{tab}" for tab in TABS),
    *(f"means_{state}" for state in ("answering", "lagging", "down")),
    *(f"{example}{end}" for example in about.PROGRAMS for end in ("", "_note")),
}
"""What templates put together: `t("dev_" ~ name)`."""


def constants(node):
    return {found.value for found in node.find_all(nodes.Const) if isinstance(found.value, str)}


def texts_of_template(source):
    """Find the names given to `t` and to the macros that take them, and the columns of tables."""
    tree = Environment(autoescape=True).parse(source)
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name in TAKE_TEXT_NAMES:
            yield from {found.value for found in call.args if isinstance(found, nodes.Const)}
        if name == "table":
            yield from constants(call.args[0])
    for assigned in tree.find_all(nodes.Assign):
        if isinstance(assigned.target, nodes.Name) and assigned.target.name == "columns":
            yield from constants(assigned.node)


def used_texts():
    found = {name for path in TEMPLATES for name in texts_of_template(path.read_text("utf-8"))}
    for path in (*PAGES.rglob("*.py"), *PORTAL.glob("*.py")):
        found |= set(re.findall(r"\btext\([\"']([a-z_]+)[\"']", path.read_text("utf-8")))
    return found - {""}


def test_every_text_that_is_used_exists_and_every_one_that_exists_is_used():
    named = {
        "overview",
        "developers",
        "payouts",
        "policy",
        "sign_in",
        "forbidden",
        "not_found",
        "not_valid",
        "fault",
    }
    assert used_texts() | MADE_OF_PARTS | named == set(texts.TEXTS)


def test_no_line_of_a_template_is_longer_than_120_characters():
    lines = {(path.name, line) for path in TEMPLATES for line in path.read_text().splitlines()}
    assert {found for found in lines if len(found[1]) > 120} == set()


def test_templates_have_no_inline_script_or_style():
    for path in TEMPLATES:
        source = path.read_text("utf-8")
        assert not re.search(
            r"<script(?! src=.{{ url_for\('static')|<style|\sstyle=|\son[a-z]+=|javascript:|https?://",
            source,
        ), path


# -- what is shown ---------------------------------------------------------------------------


def test_the_overview_sums_the_city_up(system):
    page = page_of(system, "verifies", "/")
    for shown in ("LZ-001", "LZ-002", "市工商联", "演练", "2018-03-01", "本年未履职"):
        assert shown in page, shown


@pytest.mark.parametrize(
    ("part", "own", "foreign"),
    [
        ("industry_federation.enters", "LZ-001", "LZ-002"),
        ("overseas_federation.enters", "LZ-002", "LZ-001"),
    ],
)
def test_a_department_sees_its_own_stations_only(system, part, own, foreign):
    page = page_of(system, part, "/")
    assert own in page
    assert foreign not in page
    assert own in page_of(system, part, f"/stations/{own}")
    assert f"{foreign} 商会" not in page_of(system, part, f"/stations/{foreign}", status=404)


def test_a_station_page_explains_its_money_by_articles(system):
    page = page_of(system, "verifies", "/stations/LZ-001")
    for shown in (
        "基础保障经费",
        "人民币叁万元整",
        "第13条（1）",
        "推介招引信息",
        "连续两年考核不合格",
        "授牌",
    ):
        assert shown in page, shown


def test_the_city_government_sees_no_money(system):
    page = page_of(system, "city_government", "/stations/LZ-001")
    assert "30,000" not in page
    page_of(system, "city_government", "/payouts", status=403)


def test_the_payments_page_shows_each_act_and_amounts_in_capitals(system):
    page = page_of(system, "finance", "/payouts")
    for shown in (
        "B-1",
        "已封存",
        "人民币壹拾万零柒仟元零伍角叁分",
        "已通知财政",
        "人民币叁万元整",
    ):
        assert shown in page, shown


def test_the_policy_page_shows_the_register(system):
    page = page_of(system, "industry_federation.enters", "/policy")
    assert "泸人才办〔2018〕30号" in page
    assert "2022-12-31" in page
    assert "合并计算" in page
    assert (
        "The sum of both"
        in browser_of(system, "industry_federation.enters").get("/policy?lang=en").text
    )


def test_a_page_speaks_the_language_that_was_asked_for_and_remembers_it(system):
    browser = browser_of(system, "verifies")
    assert '<html lang="zh-CN">' in browser.get("/").text
    assert '<html lang="en">' in browser.get("/?lang=en").text
    page = browser.get("/stations/LZ-001").text
    assert "Base grant" in page
    assert "Art. 13(1)" in page
    assert "总览" in browser.get("/?lang=zh").text


def test_text_of_others_is_shown_and_not_run(tmp_path):
    system = System(tmp_path / "instance", passwords=True)
    system.add_station("LZ-001")
    changed = {"host_name": "<script>alert(1)</script>"}
    system.tell(
        registry.StationUpdated(
            station_code="LZ-001", changed=changed, effective_on=date(2018, 4, 1)
        )
    )
    page = page_of(system, "verifies", "/")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    system.close()


def test_pages_go_on_while_the_services_are_down(system, monkeypatch):
    browser = browser_of(system, "verifies")

    def down(*_, **__):
        raise Unavailable("service_down", service="registry")

    monkeypatch.setattr(system.instance.bus, "call", down)
    page = browser.get("/")
    assert page.status_code == 200
    assert "部分服务暂时不可用" in page.text


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(system):
    browser = browser_of(system, "verifies")
    page = browser.get("/nothing", headers=HTML)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "页面不存在" in page.text
    assert page.headers["Request-Id"] in page.text
    assert browser.get("/nothing").mimetype == "application/problem+json"
    assert browser.get("/v1/nothing", headers=HTML).mimetype == "application/problem+json"


def test_a_bug_shows_people_nothing_of_the_inside(system, monkeypatch):
    from liaison_gateway.model import summary

    def burst(*_, **__):
        raise ZeroDivisionError("secret detail")

    browser = browser_of(system, "verifies")
    monkeypatch.setattr(summary, "tiles", burst)
    page = browser.get("/", headers=HTML)
    assert page.status_code == 500
    assert "secret" not in page.text


def test_many_stations_are_shown_page_by_page(tmp_path):
    system = System(tmp_path / "instance", passwords=True)
    with system.instance.gateway.database.writing() as session:
        for number in range(1, 61):
            granted = registry.PlaqueGranted(
                station_code=f"LZ-{number:03d}",
                application_code=None,
                host_ref="h",
                host_name="n",
                host_kind="chamber_abroad",
                credit_code="515105003170669079",
                city_code="440300",
                guiding_department="industry_federation",
                head_ref="a",
                liaison_ref="b",
                plaque_no="1",
                approval_no="1",
                plaque_granted_on=date(2018, 3, 1),
                imported=True,
            )
            fold(session, an_envelope(granted, "", number, "2018-03-01"))
    browser = browser_of(system, "verifies")
    first = browser.get("/").text
    assert "LZ-050" in first
    assert "LZ-051" not in first
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    second = browser.get("/" + following).text
    assert "LZ-051" in second
    assert "LZ-050" not in second
    system.close()
