"""People sign in with a name and a password; forms come from our own pages only."""

from __future__ import annotations

import pytest

from tests.integration.gateway.system import System, browser_of, token_of

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("signing") / "instance", passwords=True)
    found.add_station("LZ-001")
    yield found
    found.close()


def test_whoever_is_not_signed_in_is_asked_to_and_led_back(system):
    browser = browser_of(system)
    sent = browser.get("/stations/LZ-001", headers=HTML)
    assert (sent.status_code, sent.headers["Location"]) == (302, "/sign-in?next=/stations/LZ-001")
    issued = next(each for each in system.instance.issued if each.person.part == "verifies")
    page = browser.get(sent.headers["Location"])
    form = {"part": "verifies", "password": issued.password, "csrf": token_of(page)}
    back = browser.post(sent.headers["Location"], data=form)
    assert back.headers["Location"] == "/stations/LZ-001"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "x",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
    ],
)
def test_nobody_is_led_to_another_site(system, elsewhere):
    browser = browser_of(system)
    issued = next(each for each in system.instance.issued if each.person.part == "verifies")
    form = {
        "part": "verifies",
        "password": issued.password,
        "csrf": token_of(browser.get("/sign-in")),
    }
    answer = browser.post("/sign-in", query_string={"next": elsewhere}, data=form)
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("part", "password"), [("verifies", "wrong"), ("nobody", "x"), ("", "")])
def test_a_wrong_name_or_password_is_answered_alike(system, part, password):
    browser = browser_of(system)
    form = {"part": part, "password": password, "csrf": token_of(browser.get("/sign-in"))}
    answer = browser.post("/sign-in", data=form)
    assert answer.status_code == 401
    assert "账号、密码或动态口令不正确" in answer.text


def test_an_account_without_a_password_cannot_sign_in(tmp_path):
    system = System(tmp_path / "instance")
    browser = system.instance.app.test_client()
    form = {"part": "verifies", "password": "", "csrf": token_of(browser.get("/sign-in"))}
    assert browser.post("/sign-in", data=form).status_code == 401
    system.close()


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_without_its_token_is_refused(system, path, token):
    browser = browser_of(system, "verifies")
    browser.get("/")
    answer = browser.post(path, data={"csrf": token, "part": "x", "password": "x"}, headers=HTML)
    assert answer.status_code == 403
    assert browser.get("/").status_code == 200


def test_after_signing_out_nothing_is_shown(system):
    browser = browser_of(system, "verifies")
    answer = browser.post("/sign-out", data={"csrf": token_of(browser.get("/"))})
    assert answer.headers["Location"] == "/sign-in"
    assert browser.get("/").status_code == 302


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(system):
    cookie = browser_of(system).get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def wanted(system, browser, present, new, again=None):
    form = {"present": present, "wanted": new, "again": new if again is None else again}
    return browser.post("/password", data={**form, "csrf": token_of(browser.get("/password"))})


def sign_in(system, part, password):
    browser = browser_of(system)
    form = {"part": part, "password": password, "csrf": token_of(browser.get("/sign-in"))}
    return browser, browser.post("/sign-in", data=form).status_code


def test_somebody_changes_their_password_and_is_signed_out_elsewhere(system):
    issued = next(each for each in system.instance.issued if each.person.part == "pays.seals")
    browser, _ = sign_in(system, "pays.seals", issued.password)
    other, _ = sign_in(system, "pays.seals", issued.password)
    new = "三个词 are longer"
    for answer, status in (
        (wanted(system, browser, "wrong", new), 401),
        (wanted(system, browser, issued.password, "short"), 422),
        (wanted(system, browser, issued.password, new, "another one"), 422),
        (wanted(system, browser, issued.password, issued.password), 422),
        (wanted(system, browser, issued.password, new), 200),
    ):
        assert answer.status_code == status, answer.text
    assert browser.get("/password").status_code == 200
    assert other.get("/password").status_code == 302
    assert sign_in(system, "pays.seals", issued.password)[1] == 401
    assert sign_in(system, "pays.seals", new)[1] == 303


def test_the_present_password_cannot_be_tried_out_from_a_stolen_session(system):
    issued = next(each for each in system.instance.issued if each.person.part == "auditor")
    browser, _ = sign_in(system, "auditor", issued.password)
    statuses = [
        wanted(system, browser, f"guess {number}", "long enough here").status_code
        for number in range(7)
    ]
    assert statuses == [401] * 6 + [429]
    assert sign_in(system, "auditor", issued.password)[1] == 429


def test_a_form_with_a_nul_is_refused_as_a_page(system):
    browser = browser_of(system)
    form = {"part": "a\x00b", "password": "x", "csrf": token_of(browser.get("/sign-in"))}
    answer = browser.post("/sign-in", data=form, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


@pytest.mark.parametrize("role", ["reviewer", "sector_department"])
def test_whoever_signs_in_can_sign_out_and_change_their_password(system, role):
    person = {
        "part": f"only.{role}",
        "name": "x",
        "name_zh": "x",
        "org": "elsewhere",
        "roles": [role],
        "mandates": [],
    }
    made = system.post("ops", "/v1/accounts", person).json["data"]
    browser, _ = sign_in(system, made["part"], made["password"])
    page = browser.get("/password")
    assert page.status_code == 200
    assert browser.post("/sign-out", data={"csrf": token_of(page)}).status_code == 303
