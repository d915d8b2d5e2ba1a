"""Whoever's clock is off hears what is the matter; nothing breaks and nothing is done twice."""

from __future__ import annotations

import time

import pyotp
import pytest

from liaison_gateway.access import second_factors
from liaison_kit.claims import LEEWAY_SECONDS, LIFETIME_SECONDS

OFFICER = "industry_federation.enters"
NOW = 1_600_000_000.0
STEP = 30


@pytest.fixture
def gateway_clock(shared_system, monkeypatch):
    def off_by(seconds):
        client = shared_system.instance.client
        monkeypatch.setattr(client, "_now", lambda: time.time() + seconds)

    return off_by


def ask(system, **headers):
    signed = {**system.sign("auditor"), **headers}
    return system.browser.get("/v1/awards/AW-none/explanation", headers=signed)


@pytest.mark.parametrize("seconds", [0, LEEWAY_SECONDS - 2, -LIFETIME_SECONDS])
def test_a_gateway_whose_clock_is_nearly_right_is_believed(shared_system, gateway_clock, seconds):
    gateway_clock(seconds)
    assert ask(shared_system).json["code"] == "award_unknown"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (LEEWAY_SECONDS + 30, "claims_from_the_future"),
        (400 * 86400, "claims_from_the_future"),
        (-LIFETIME_SECONDS - LEEWAY_SECONDS - 30, "claims_expired"),
        (-400 * 86400, "claims_expired"),
    ],
)
def test_a_gateway_whose_clock_is_off_is_told_so_in_both_languages(
    shared_system, gateway_clock, seconds, code
):
    gateway_clock(seconds)
    told = ask(shared_system)
    assert (told.status_code, told.json["code"]) == (401, code)
    chinese = ask(shared_system, **{"Accept-Language": "zh"}).json
    assert chinese["title"] != told.json["title"]
    assert "时钟" in chinese["advice"]
    change = {"station_code": "LZ-001"}
    refused = shared_system.post(OFFICER, "/v1/natives", {**NATIVE, **change}, key=code)
    assert (refused.status_code, refused.json["code"]) == (401, code)


NATIVE = {
    "name": "x",
    "reach": "12345",
    "sector": "x",
    "purpose": "x",
    "agreed_on": "2018-03-01",
    "saved_on": "2018-03-01",
}


def test_what_is_read_goes_on_while_the_gateways_clock_is_off(shared_system, gateway_clock):
    gateway_clock(86400)
    assert shared_system.get("auditor", "/v1/stations").status_code == 200
    assert shared_system.browser.get("/v1/instance").status_code == 200


@pytest.mark.parametrize(
    ("late_by", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False), (2880, False)]
)
def test_a_phone_may_be_off_by_one_step_when_somebody_signs_in(shared_system, late_by, fits):
    person = f"P-late-{late_by}"
    with shared_system.instance.gateway.database.writing() as session:
        secret, _ = second_factors.enrol(session, ("key",), person)
        password = pyotp.TOTP(secret).at(NOW + late_by * STEP)
        assert second_factors.check(session, ("key",), person, password, NOW) is fits


def test_a_password_of_a_phone_that_is_ahead_counts_once(shared_system):
    with shared_system.instance.gateway.database.writing() as session:
        secret, _ = second_factors.enrol(session, ("key",), "P-ahead")
        password = pyotp.TOTP(secret).at(NOW + STEP)
        assert second_factors.check(session, ("key",), "P-ahead", password, NOW)
        assert not second_factors.check(session, ("key",), "P-ahead", password, NOW + STEP)


FUTURE = "2018-03-02"
LATER = [
    (
        "/v1/duty-records",
        OFFICER,
        {
            "records": [
                {
                    "station_code": "LZ-001",
                    "duty_type": "promotion_post",
                    "occurred_on": FUTURE,
                    "reported_on": FUTURE,
                    "evidence": "https://example.org/post",
                }
            ]
        },
    ),
    ("/v1/natives", OFFICER, {**NATIVE, "station_code": "LZ-001", "saved_on": FUTURE}),
    (
        "/v1/stations/LZ-001/recruitments",
        OFFICER,
        {
            "level": "full_time_doctorate",
            "basis": "service_contract",
            "contract_months": 60,
            "talent": {"name": "x", "document_type": "other", "document_number": "T-1"},
            "signed_on": FUTURE,
            "claimed_on": FUTURE,
        },
    ),
]


@pytest.mark.parametrize(("path", "part", "body"), LATER, ids=[path for path, _, _ in LATER])
def test_a_day_that_has_not_come_is_refused_or_told_never_a_fault(shared_system, path, part, body):
    if not shared_system.rows("stations"):
        shared_system.add_station("LZ-001")
    answer = shared_system.post(part, path, body, key=path)
    assert answer.status_code in (200, 422), answer.text
    assert "not_reached" in answer.text


@pytest.mark.parametrize("since", ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59+00:00"])
def test_what_changes_after_a_clock_that_is_ahead_is_an_empty_list(shared_system, since):
    answer = shared_system.get("auditor", "/v1/stations", updated_since=since)
    assert (answer.status_code, answer.json["data"]) == (200, [])


@pytest.mark.parametrize(
    "since", ["2018-03-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"]
)
def test_an_instant_that_no_clock_shows_is_named(shared_system, since):
    answer = shared_system.get("auditor", "/v1/stations", updated_since=since)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/updated_since")
