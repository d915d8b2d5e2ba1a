"""Keys have terms, sessions end, a name is locked after failures, a second factor is asked for."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import update

from liaison_gateway.access import lockout
from liaison_gateway.access.authentication import SESSION
from liaison_gateway.access.tables import key_terms
from liaison_gateway.start.definition import DEFINITION
from tests.integration.gateway.system import System, browser_of, shown, token_of

WISH = {"label": "nightly", "scopes": ["read", "write"], "days": 30}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("identity") / "instance", passwords=True)
    found.add_station("LZ-001")
    yield found
    found.close()


def a_key(system, part="industry_federation.enters", **more):
    answer = system.post(part, "/v1/keys", {**WISH, **more})
    assert answer.status_code == 201, shown(answer)
    return answer.json["data"]


def get(system, key, path="/v1/stations"):
    return system.browser.get(path, headers={"Authorization": f"Bearer {key}"})


def set_terms(system, key_id, **values):
    with system.instance.gateway.database.writing() as session:
        session.execute(update(key_terms).where(key_terms.c.key_id == key_id).values(**values))


def test_a_key_is_shown_once_and_remembers_when_it_was_used(system):
    made = a_key(system)
    assert made["key"].startswith(f"lzs_test_{made['key_id']}_")
    assert get(system, made["key"]).status_code == 200
    listed = system.get("industry_federation.enters", "/v1/keys").json["data"]
    (found,) = [each for each in listed if each["key_id"] == made["key_id"]]
    assert found["last_used_on"] == datetime.now(UTC).date().isoformat()
    assert made["key"] not in json.dumps(listed)


@pytest.mark.parametrize(
    ("scopes", "method", "status"),
    [(["read"], "GET", 200), (["read"], "POST", 403), (["write"], "GET", 403)],
)
def test_a_key_does_what_it_was_given_for_and_no_more(system, scopes, method, status):
    key = a_key(system, scopes=scopes)["key"]
    path = "/v1/stations" if method == "GET" else "/v1/duty-records"
    headers = {"Authorization": f"Bearer {key}"}
    answer = system.browser.open(path, method=method, headers=headers)
    assert answer.status_code == status
    assert status == 200 or answer.json["code"] == "scope_missing"


def test_a_key_without_money_moves_none_and_makes_no_wider_key(system):
    key = a_key(system, "pays.seals")["key"]
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k"}
    sealed = system.browser.post("/v1/batches", json={"award_codes": []}, headers=headers)
    assert (sealed.status_code, sealed.json["code"]) == (403, "scope_missing")
    wider = {**WISH, "scopes": ["read", "money"]}
    answer = system.browser.post("/v1/keys", json=wider, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_fields")


def test_an_expired_or_revoked_key_says_so_to_who_holds_it(system):
    made = a_key(system)
    set_terms(system, made["key_id"], expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert get(system, made["key"]).json["code"] == "key_over"
    other = a_key(system)
    answer = system.post(
        "industry_federation.enters", f"/v1/keys/{other['key_id']}/revocations", {}
    )
    assert answer.json["data"]["state"] == "revoked"
    assert get(system, other["key"]).status_code == 401
    forged = other["key"][:-1] + ("x" if other["key"][-1] != "x" else "y")
    assert get(system, forged).json["code"] == "key_unknown"


def test_a_rotated_key_goes_on_for_a_week_beside_the_new_one(system):
    old = a_key(system)
    answer = system.post("industry_federation.enters", f"/v1/keys/{old['key_id']}/rotations", {})
    new = answer.json["data"]
    assert get(system, old["key"]).status_code == get(system, new["key"]).status_code == 200
    listed = system.get("industry_federation.enters", "/v1/keys").json["data"]
    ends = {each["key_id"]: datetime.fromisoformat(each["expires_at"]) for each in listed}
    assert ends[old["key_id"]] < datetime.now(UTC) + timedelta(days=7, seconds=1)
    assert ends[new["key_id"]] > datetime.now(UTC) + timedelta(days=29)


def test_another_organisation_finds_no_key_to_end(system):
    made = a_key(system)
    path = f"/v1/keys/{made['key_id']}/revocations"
    answer = system.post("overseas_federation.enters", path, {})
    assert (answer.status_code, answer.json["code"]) == (404, "api_key_unknown")


def test_a_live_key_opens_nothing_before_somebody_else_of_the_office_approves_it(system):
    made = a_key(system, "verifies")
    set_terms(system, made["key_id"], approved_by=None)  # as `live` makes it
    assert get(system, made["key"]).json["code"] == "key_waiting"
    path = f"/v1/keys/{made['key_id']}/approvals"
    assert system.post("verifies", path, {}).json["code"] == "same_person"
    assert system.post("intake", path, {}).json["data"]["state"] == "active"
    assert get(system, made["key"]).status_code == 200
    assert system.post("intake", path, {}).json["code"] == "key_not_waiting"


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"label": ""}, "/label"),
        ({"days": 401}, "/days"),
        ({"days": True}, "/days"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["all"]}, "/scopes/0"),
        ({"scopes": ["read", "read"]}, "/scopes"),
        ({"more": 1}, "/more"),
    ],
)
def test_a_wish_for_a_key_is_refused_with_its_faults(system, more, pointer):
    answer = system.post("verifies", "/v1/keys", {**WISH, **more})
    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json["errors"]}


def sign_in(system, part, password, **more):
    browser = system.instance.app.test_client()
    form = {"part": part, "password": password, "csrf": token_of(browser.get("/sign-in")), **more}
    return browser, browser.post("/sign-in", data=form)


def password_of(system, part):
    return next(each for each in system.instance.issued if each.person.part == part).password


def test_operations_sign_somebody_out_everywhere(system):
    first, second = browser_of(system, "scores"), browser_of(system, "scores")
    ref = next(e.person_ref for e in system.instance.issued if e.person.part == "scores")
    answer = system.post("ops", f"/v1/accounts/{ref}/sign-outs", {})
    assert answer.json["data"]["sessions"] == 2
    assert [browser.get("/").status_code for browser in (first, second)] == [302, 302]


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(system):
    browser = browser_of(system, "verifies")
    with browser.session_transaction() as session:
        stolen = session[SESSION]
    browser.post("/sign-out", data={"csrf": token_of(browser.get("/"))})
    thief = system.instance.app.test_client()
    with thief.session_transaction() as session:
        session[SESSION] = stolen
    assert thief.get("/").status_code == 302


def test_a_bound_one_time_password_is_asked_for_and_taken_once(system):
    browser = browser_of(system, "reviews")
    page = browser.get("/second-factor")
    secret = page.text.split("<code>")[1].split("</code>")[0]
    totp = pyotp.TOTP(secret)
    wrong = browser.post("/second-factor", data={"csrf": token_of(page), "totp": "000000"})
    assert wrong.status_code == 401
    used = totp.now()
    form = {"csrf": token_of(page), "totp": used}
    assert browser.post("/second-factor", data=form).status_code == 303
    password = password_of(system, "reviews")
    assert sign_in(system, "reviews", password)[1].status_code == 401
    assert sign_in(system, "reviews", password, totp=used)[1].status_code == 401
    later = totp.at(datetime.now(UTC) + timedelta(seconds=30))
    assert sign_in(system, "reviews", password, totp=later)[1].status_code == 303
    ref = next(e.person_ref for e in system.instance.issued if e.person.part == "reviews")
    system.post("ops", f"/v1/accounts/{ref}/second-factor-removals", {})
    assert sign_in(system, "reviews", password)[1].status_code == 303


def test_a_name_is_locked_after_failures_in_a_row_even_for_the_right_password(system):
    for _ in range(lockout.FREE_TRIES + 1):
        assert sign_in(system, "intake", "wrong")[1].status_code == 401
    answer = sign_in(system, "intake", password_of(system, "intake"))[1]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert (
        sign_in(system, "leading_group", password_of(system, "leading_group"))[1].status_code == 303
    )


def test_a_lock_ends_by_itself_and_grows_with_each_failure(system):
    now = datetime.now(UTC)
    with system.instance.gateway.database.writing() as session:
        for _ in range(lockout.FREE_TRIES + 3):
            lockout.note_failure(session, "somebody", now)
        lockout.require_open(session, "somebody", now + 4 * lockout.FIRST_LOCK)
        lockout.forget(session, "somebody")
        lockout.require_open(session, "somebody", now)


def test_operations_make_an_account_for_one_person_with_several_mandates(system):
    person = {
        "part": "li",
        "name": "Li",
        "name_zh": "李",
        "org": "industry_federation",
        "roles": ["guiding_department"],
        "mandates": ["overseas_federation"],
    }
    made = system.post("ops", "/v1/accounts", person)
    assert made.status_code == 201, shown(made)
    assert system.post("ops", "/v1/accounts", person).json["code"] == "account_exists"
    assert sign_in(system, "li", made.json["data"]["password"])[1].status_code == 303
    assert "password" not in json.dumps(system.get("auditor", "/v1/accounts").json)
    bad = system.post("ops", "/v1/accounts", {**person, "roles": ["king"], "org": ""})
    assert {e["pointer"] for e in bad.json["errors"]} == {"/roles/0", "/org"}


def test_the_first_administrator_is_made_once(system, capsys):
    command = DEFINITION.commands["first-administrator"]
    options = argparse.Namespace(part="administrator", name="A", name_zh="管")
    assert command.run(system.instance.gateway, options) == 1
    assert "already" in capsys.readouterr().err
