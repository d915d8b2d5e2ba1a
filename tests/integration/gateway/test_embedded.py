"""An instance in one process keeps what it was given, guards its secrets, and tells no names."""

from __future__ import annotations

import stat
from datetime import date
from importlib.resources import files

import pytest

from liaison_gateway.start.embedded import build_embedded
from liaison_kit.instance.instance import WrongInstance
from tests.integration.gateway.system import FIRST_DAY, System

NAME, NUMBER, PHONE = "王大锤", "510502198001011235", "13800001111"


def test_an_instance_is_opened_again_as_it_was_left(tmp_path):
    system = System(tmp_path / "instance")
    system.add_station("LZ-001")
    system.close()
    again = build_embedded(tmp_path / "instance", "demo", FIRST_DAY)
    assert again.issued == []
    signed = {"Authorization": f"Bearer {system.keys['auditor']}"}
    rows = again.app.test_client().get("/v1/stations", headers=signed).json["data"]
    assert [row["station_code"] for row in rows] == ["LZ-001"]
    again.close()


def test_an_instance_of_another_mode_is_refused(tmp_path):
    build_embedded(tmp_path / "instance", "demo", FIRST_DAY).close()
    with pytest.raises(WrongInstance, match="demo"):
        build_embedded(tmp_path / "instance", "replay", FIRST_DAY)


def test_secrets_are_for_their_owner_only(tmp_path):
    build_embedded(tmp_path / "instance", "demo", FIRST_DAY).close()
    found = tmp_path / "instance" / "secrets.json"
    assert stat.S_IMODE(found.stat().st_mode) == 0o600
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700


def test_keys_and_passwords_are_not_stored(tmp_path):
    system = System(tmp_path / "instance", passwords=True)
    issued = system.instance.issued
    system.close()
    stored = b"".join(
        path.read_bytes() for path in (tmp_path / "instance").iterdir() if path.is_file()
    )
    for found in issued:
        assert found.key.encode() not in stored
        assert found.key.split("_", 3)[3].encode() not in stored
        assert found.password
        assert found.password.encode() not in stored


def test_nobody_has_a_password_who_was_not_given_one(system):
    assert {found.password for found in system.instance.issued} == {""}


def test_another_edition_can_be_given_as_text(tmp_path):
    text = files("liaison_incentives.editions").joinpath("luzhou_2017.toml").read_text("utf-8")
    assert "30000_00" in text or "3000000" in text or "3_000_000" in text
    other = text.replace('version = "', 'version = "other-')
    found = build_embedded(tmp_path / "a", "demo", date(2018, 1, 1), editions={"incentives": other})
    assert found.runtimes["incentives"].edition.version.startswith("other-")
    assert not found.runtimes["registry"].edition.version.startswith("other-")
    found.close()


def test_no_name_or_number_of_a_person_leaves_its_service(system):
    person = {"name": NAME, "document_type": "resident_identity_card", "document_number": NUMBER}
    paper = system.browser.post("/v1/files", data=b"%PDF-1.7 form", headers=system.sign("host"))
    form = application(person, paper.json["data"]["sha256"])
    answer = system.post("host", "/v1/applications", form)
    assert answer.status_code == 201, answer.text
    recruitment = {
        "talent": {**person, "name": NAME},
        "level": "professor_level",
        "basis": "service_contract",
        "contract_months": 60,
        "signed_on": "2018-03-01",
        "claimed_on": "2018-03-01",
    }
    system.add_station("LZ-001")
    answer = system.post(
        "industry_federation.enters", "/v1/stations/LZ-001/recruitments", recruitment
    )
    assert answer.status_code == 201, answer.text
    system.instance.bus.pump()
    assert len(system.rows("applications")) == len(system.rows("recruitments")) == 1
    system.instance.close()
    for path in system.folder.glob("*.sqlite*"):
        raw = path.read_bytes()
        for secret in (NAME, NUMBER):
            assert secret.encode() not in raw, path.name


def application(person, sha256):
    return {
        "host_name": "深圳市四川泸州商会",
        "host_kind": "chamber_abroad",
        "credit_code": "515105003170669079",
        "city_code": "440300",
        "guiding_department": "industry_federation",
        "channel": "guiding_department",
        "head": person,
        "head_is_legal_representative": True,
        "liaison_officers": [{**person, "appointed_on": "2018-01-02"}],
        "full_time_staff": 2,
        "premises": "premises",
        "online_channels": "channels",
        "local_resources": "resources",
        "event_capacity": "capacity",
        "documents": [
            {"kind": kind, "sha256": sha256, "media_type": "application/pdf"}
            for kind in ("application_form",)
        ],
        "submitted_on": "2018-03-01",
    }
