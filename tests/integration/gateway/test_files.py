"""Files come in by their content, are named by their hash, and go only to whom they concern."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from liaison_contracts.assessment import DutyRecorded
from liaison_gateway.exchange.files import accepted_types, file_store
from liaison_gateway.exchange.webhooks.queue import Outgoing
from liaison_gateway.start.consumer import hear
from tests.integration.gateway.system import System, an_envelope, shown

PDF = b"%PDF-1.7\n1 0 obj\n"
EXE = b"MZ\x90\x00" + b"\0" * 200


def upload(system, part, content, **query):
    headers = {**system.sign(part), "Content-Type": "application/octet-stream"}
    return system.browser.post("/v1/files", data=content, query_string=query, headers=headers)


def download(system, part, sha256):
    return system.browser.get(f"/v1/files/{sha256}", headers=system.sign(part), buffered=True)


def a_workbook_that_unpacks_to(size):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * size)
    return found.getvalue()


@pytest.fixture(scope="module")
def guided(tmp_path_factory):
    """Give a system with a station of each department, and people of both stations."""
    system = System(tmp_path_factory.mktemp("files") / "instance")
    for code, department in (("LZ-001", "industry_federation"), ("LZ-002", "overseas_federation")):
        system.add_station(code, department)
        system.add_station_people(code)
    yield system
    system.close()


def test_a_file_is_given_back_as_it_was_and_only_as_an_attachment(guided):
    stored = upload(guided, "LZ-001.head", PDF + b"back").json["data"]
    assert stored["media_type"] == "application/pdf"
    answer = download(guided, "LZ-001.head", stored["sha256"])
    assert (answer.status_code, answer.data) == (200, PDF + b"back")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    named = f"attachment; filename={stored['sha256'][:16]}.pdf"
    assert answer.headers["Content-Disposition"] == named


def test_a_file_may_be_larger_than_any_other_body(guided):
    large = PDF + b"0" * (guided.instance.app.config["MAX_CONTENT_LENGTH"] + 1)
    assert upload(guided, "LZ-001.head", large).status_code == 201


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (EXE, "report.pdf", "file_type_refused"),
        (EXE, "", "file_type_refused"),
        (b"<html><script>alert(1)</script>", "page.txt", "file_type_refused"),
        (b"", "", "file_empty"),
        ("站点名册".encode("utf-16"), "roster.csv", "file_encoding_refused"),
        (b"caf\xe9", "menu.txt", "file_encoding_refused"),
        (PDF, "report.exe", "file_name_misleads"),
        (PDF, "report", "file_name_misleads"),
        (
            a_workbook_that_unpacks_to(accepted_types.LARGEST_UNPACKED + 1),
            "sheet.xlsx",
            "file_unpacks_too_large",
        ),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_not_kept(guided, content, name, code):
    before = sorted(guided.instance.gateway.blobs._folder.rglob("*"))
    answer = upload(guided, "LZ-001.head", content, name=name)
    assert (answer.status_code, answer.json["code"]) == (422, code), shown(answer)
    assert sorted(guided.instance.gateway.blobs._folder.rglob("*")) == before


def test_a_hundred_megabytes_are_refused_while_they_come_in(guided):
    read = []

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            read.append(len(buffer))
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    environ = {"wsgi.input_terminated": True, "wsgi.input": io.BufferedReader(Endless())}
    answer = guided.browser.post(
        "/v1/files",
        headers=guided.sign("LZ-001.head"),
        environ_overrides=environ,
    )
    assert (answer.status_code, answer.json["code"]) == (413, "file_too_large")
    assert sum(read) < 2 * accepted_types.LARGEST_FILE


def test_a_declared_size_is_refused_before_anything_is_read(guided):
    told = {"CONTENT_LENGTH": str(100 * 1024 * 1024)}
    headers = guided.sign("LZ-001.head")
    answer = guided.browser.post("/v1/files", headers=headers, environ_overrides=told)
    assert (answer.status_code, answer.json["code"]) == (413, "file_too_large")


def test_a_file_goes_only_to_its_bringer_until_something_names_it(guided):
    sha256 = upload(guided, "LZ-001.head", PDF + b"evidence").json["data"]["sha256"]

    def who_may():
        parts = (
            "LZ-001.liaison",
            "LZ-002.head",
            "industry_federation.reviews",
            "overseas_federation.reviews",
            "verifies",
            "auditor",
            "finance",
        )
        return [part for part in parts if download(guided, part, sha256).status_code == 200]

    assert who_may() == ["LZ-001.liaison", "verifies", "auditor"]
    with guided.instance.gateway.database.writing() as session:
        file_store.note_uses(session, {"evidence_sha256": [sha256]}, "station/LZ-001")
    assert who_may() == ["LZ-001.liaison", "industry_federation.reviews", "verifies", "auditor"]


def test_who_may_not_have_a_file_hears_the_same_as_where_there_is_none(guided):
    sha256 = upload(guided, "LZ-001.head", PDF + b"hidden").json["data"]["sha256"]
    hidden, absent = (download(guided, "LZ-002.head", each) for each in (sha256, "0" * 64))
    assert (hidden.status_code, hidden.json["code"]) == (404, "file_unknown")
    assert absent.json["code"] == "file_unknown"


def test_an_auditor_brings_nothing_and_operations_read_nothing(guided):
    assert upload(guided, "auditor", PDF).status_code == 403
    sha256 = upload(guided, "LZ-001.head", PDF).json["data"]["sha256"]
    assert download(guided, "ops", sha256).status_code == 403


def test_a_file_stays_as_long_as_an_event_names_it(system):
    database, blobs = system.instance.gateway.database, system.instance.gateway.blobs
    kept, gone = (upload(system, "host", PDF + end).json["data"]["sha256"] for end in (b"1", b"2"))
    record = DutyRecorded(
        record_code="D-1",
        station_code="LZ-001",
        duty_type="promotion_post",
        occurred_on=date(2018, 3, 1),
        reported_on=date(2018, 3, 1),
        late=False,
        evidence_sha256=(kept,),
    )
    work = type("Work", (), {"context": Outgoing()})()
    with database.writing() as work.session:
        hear(work, an_envelope(record, "station/LZ-001", 900, "2018-03-01T00:00:00.000+00:00"))
    for sha256 in (kept, gone):
        os.utime(blobs._folder / sha256[:2] / sha256, (1000, 1000))
    assert file_store.sweep(database, blobs, datetime.now(UTC) - timedelta(days=30)) == 1
    assert (blobs.has(kept), blobs.has(gone)) == (True, False)
    assert download(system, "host", gone).status_code == 404
