"""The gateway starts as the processes that serve and hear, and its commands do what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from flask import Flask

from liaison_gateway import wsgi
from liaison_gateway.model import documents
from liaison_gateway.model.rebuild import rebuild
from liaison_gateway.model.tables import documents as table
from liaison_gateway.start.definition import DEFINITION
from liaison_gateway.start.tables import metadata
from liaison_kit.claims import new_key_pair
from liaison_kit.start import create_database
from tests.integration.gateway.test_views import Views


@pytest.fixture
def environment(tmp_path, monkeypatch):
    private, public = new_key_pair("k1")
    found = {
        "LIAISON_MODE": "demo",
        "DATABASE_URL": f"sqlite:///{tmp_path}/gateway.sqlite",
        "AMQP_URI": "amqp://nobody@127.0.0.1:1/",
        "LIAISON_PUBLIC_KEYS": json.dumps([public]),
        "LIAISON_PRIVATE_KEY": json.dumps(private),
        "LIAISON_SESSION_KEY": "a session key",
    }
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    return found


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "liaison_gateway", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ,
    )


def test_the_read_model_hears_everything_of_every_service():
    heard = DEFINITION.service.handlers()
    assert {producer: list(types) for producer, types in heard.items()} == {
        "registry": ["*"],
        "assessment": ["*"],
        "incentives": ["*"],
    }


def test_the_cast_is_seeded_once_and_signs_in(environment):
    migrated = run("migrate", "--day", "2018-03-01")
    assert migrated.returncode == 0, migrated.stderr
    seeded = run("seed", "--without-passwords")
    assert seeded.returncode == 0, seeded.stderr
    again = run("seed", "--without-passwords")
    assert (again.returncode, again.stdout) == (1, "")
    cast = {found["part"]: found["key"] for found in json.loads(seeded.stdout)}
    app = wsgi.make()
    browser = app.test_client()
    signed = {"Authorization": f"Bearer {cast['auditor']}"}
    assert browser.get("/v1/stations", headers=signed).json["data"] == []
    app.extensions["liaison"].database.close()


def test_the_app_needs_its_settings_and_its_database(environment, monkeypatch):
    with pytest.raises(SystemExit, match="migrate"):
        wsgi.make()
    monkeypatch.delenv("LIAISON_SESSION_KEY")
    with pytest.raises(SystemExit, match="LIAISON_SESSION_KEY"):
        wsgi.make()


def test_reading_goes_on_while_the_broker_is_away(environment, tmp_path):
    create_database(
        environment["DATABASE_URL"], "gateway", "demo", metadata, date(2018, 3, 1)
    ).close()
    app: Flask = wsgi.make()
    browser = app.test_client()
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").json == {"ready": True, "faults": {}}
    down = browser.get("/v1/instance")
    assert (down.status_code, down.json["code"]) == (503, "broker_down")
    assert down.headers["Retry-After"]
    app.extensions["liaison"].database.close()


def test_views_are_folded_anew_from_what_was_heard(system):
    for code in ("LZ-001", "LZ-002"):
        system.add_station(code)
    database = system.instance.gateway.database
    before = [without_instant(row) for row in system.rows("stations")]
    with database.writing() as session:
        session.execute(table.delete().where(table.c.code == "LZ-001"))
    assert len(system.rows("stations")) == 1
    assert rebuild(database) == 2
    assert [without_instant(row) for row in system.rows("stations")] == before


def without_instant(row):
    """Return a row without the instant at which it became visible."""
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_views_are_folded_anew_on_either_database(database_url):
    views = Views(database_url())
    with views.database.writing() as session:
        documents.put(session, "station", "LZ-001", {"state": "active"})
    assert rebuild(views.database) == 0
    assert views.all("station") == []
    views.database.close()
