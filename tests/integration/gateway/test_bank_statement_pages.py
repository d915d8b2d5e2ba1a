"""People see bank statements beside the books, and two of them set one aside in a browser."""

from __future__ import annotations

import re

import pytest

from tests.integration.gateway.system import System, browser_of, shown, token_of

COLUMNS = "line_no,booked_on,kind,reference,amount,currency,bank_reference"
STRANGER = "1,2018-03-01,paid,00000000-0000-0000-0000-000000000000,88888.00,CNY,{number}\n"
PROPOSAL = {
    "act": "proposal",
    "reason": "The bank sent the day again.",
    "document_no": "泸财函〔2018〕7号",
}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("statements") / "instance", passwords=True)
    yield found
    found.close()


def imported(system, number):
    """Import a statement of one line that pays a stranger, and return its code."""
    content = f"{COLUMNS}\n{STRANGER.format(number=number)}".encode()
    headers = {**system.sign("finance"), "Content-Type": "application/octet-stream"}
    stored = system.browser.post("/v1/files", data=content, headers=headers)
    assert stored.status_code == 201, shown(stored)
    names = {name: stored.json["data"][name] for name in ("sha256", "size", "media_type")}
    answer = system.post(
        "finance", "/v1/bank-statements", {**names, "lines": 1, "total": "88888.00"}, number
    )
    assert answer.status_code == 201, shown(answer)
    system.instance.bus.pump()
    return answer.json["data"]["statement_code"]


def acted(browser, code, **form):
    page = browser.get(f"/bank-statements/{code}")
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    sent = {"csrf": token_of(page), "key": key[1] if key else "", **form}
    return browser.post(f"/bank-statements/{code}/changes", data=sent)


def test_a_statement_is_set_aside_by_two_people_in_a_browser(system):
    code = imported(system, "T1")
    finance, leader = browser_of(system, "finance"), browser_of(system, "verifies")
    page = finance.get(f"/bank-statements/{code}").text
    assert "没有该编号的支付" in page
    assert "¥88,888.00" in page
    assert "有差异" in finance.get("/bank-statements").text

    found = acted(finance, code, **{**PROPOSAL, "document_no": ""})
    assert found.status_code == 422
    assert "The bank sent the day again." in found.text, "what was entered is kept"
    found = acted(finance, code, **PROPOSAL)
    assert (found.status_code, "待复核作废" in found.text) == (200, True)
    assert "须由另一人复核" in found.text
    assert acted(finance, code, act="set_aside").status_code == 403

    page = leader.get(f"/bank-statements/{code}?lang=en").text
    assert "Proposed to be set aside" in page
    found = acted(leader, code, act="set_aside")
    assert (found.status_code, "Set aside" in found.text) == (200, True)
    assert "泸财函〔2018〕7号" in found.text
    system.instance.bus.pump()
    row = next(each for each in system.rows("bank-statements") if each["statement_code"] == code)
    assert (row["state"], row["set_aside_reason"]) == ("set_aside", PROPOSAL["reason"])
    refs = {each.person.part: each.person_ref for each in system.instance.issued}
    assert (row["proposed_by"], row["set_aside_by"]) == (refs["finance"], refs["verifies"])
    assert system.rows("bank-statements", state="differs") == []
    assert "作废" in finance.get("/bank-statements").text


def test_a_statement_that_is_retained_is_listed_as_before(system):
    code = imported(system, "T2")
    finance, leader = browser_of(system, "finance"), browser_of(system, "verifies")
    acted(finance, code, **PROPOSAL)
    assert acted(leader, code, act="retain").status_code == 200
    system.instance.bus.pump()
    row = next(each for each in system.rows("bank-statements") if each["statement_code"] == code)
    assert (row["state"], row["document_no"], row["proposed_by"]) == ("differs", "", "")


def test_an_auditor_sees_a_statement_and_sets_none_aside(system):
    code = imported(system, "T3")
    auditor = browser_of(system, "auditor")
    page = auditor.get(f"/bank-statements/{code}")
    assert (page.status_code, "提出作废" in page.text) == (200, False)
    form = {**PROPOSAL, "csrf": token_of(page)}
    assert auditor.post(f"/bank-statements/{code}/changes", data=form).status_code == 403
    assert auditor.get("/bank-statements/ST-none").status_code == 404
