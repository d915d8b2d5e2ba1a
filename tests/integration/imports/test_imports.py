"""A file of rows is imported in batches, once, whatever dies, and each refused row says why."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from liaison_gateway.exchange.files.tables import file_uses
from liaison_gateway.exchange.imports.importer import Importer
from tests.integration.gateway.system import System, shown
from tests.unit.tables.doors import as_book

CASES = Path(__file__).parents[2] / "data" / "public-cases"
OFFICER = "industry_federation.enters"


@pytest.fixture
def system(tmp_path):
    found = System(tmp_path / "instance")
    found.instance.importer.stop()
    found.add_station("LZ-001")
    found.add_station("LZ-900", "overseas_federation")
    yield found
    found.close()


def importer_of(system, client=None):
    gateway = system.instance.gateway
    return Importer(gateway.database, client or gateway.client, gateway.blobs, now=lambda: 1.0)


def a_duty(number, **more):
    return {
        "record_code": f"D-{number}",
        "station_code": "LZ-001",
        "duty_type": "promotion_post",
        "occurred_on": "2018-03-01",
        "reported_on": "2018-03-01",
        "evidence": f"post {number}",
        **more,
    }


def as_lines(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def as_csv(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def upload(system, content, by=OFFICER):
    headers = {**system.sign(by), "Content-Type": "application/octet-stream"}
    answer = system.browser.post("/v1/files", data=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json["data"]["sha256"]


def open_import(system, content, form="ndjson", resource="duty-records", by=OFFICER):
    body = {"resource": resource, "format": form, "sha256": upload(system, content, by)}
    return system.post(by, "/v1/imports", body)


def stands(system, job, by=OFFICER):
    found = system.get(by, f"/v1/imports/{job['import_id']}").json["data"]
    names = ("state", "rows", "done", "accepted", "waiting", "refused")
    return {name: found[name] for name in names}


@pytest.mark.parametrize(("form", "write"), [("csv", as_csv), ("ndjson", as_lines)])
def test_rows_become_the_records_that_single_requests_make(system, form, write):
    answer = open_import(system, write([a_duty(number) for number in range(1203)]), form)
    assert answer.status_code == 202, shown(answer)
    job = answer.json["data"]
    assert answer.headers["Location"] == f"/v1/imports/{job['import_id']}"
    assert stands(system, job)["state"] == "waiting"
    assert importer_of(system).run() == 1203
    assert stands(system, job) == {
        "state": "done",
        "rows": 1203,
        "done": 1203,
        "accepted": 1203,
        "waiting": 0,
        "refused": 0,
    }
    system.instance.bus.pump()
    assert len(system.rows("duty-records", limit=500)) == 500
    assert system.get("auditor", "/v1/duty-records/D-1202").json["data"]["station_code"] == "LZ-001"


def test_each_refused_row_says_why_and_the_others_stand(system):
    rows = [
        a_duty(1),
        a_duty(2, occurred_on="yesterday"),
        a_duty(3, station_code="LZ-900"),
        a_duty(4, occurred_on="2017-01-01"),
        {"record_code": "D-5"},
        a_duty(6),
        a_duty(7, station_code="LZ-999"),
    ]
    job = open_import(system, as_lines(rows) + b"\nnot json").json["data"]
    importer_of(system).run()
    assert stands(system, job) == {
        "state": "done",
        "rows": 8,
        "done": 8,
        "accepted": 2,
        "waiting": 1,
        "refused": 5,
    }
    found = system.get(OFFICER, f"/v1/imports/{job['import_id']}/errors").json
    assert [(row["row"], row["code"]) for row in found["data"]] == [
        (2, "invalid_fields"),
        (3, "not_your_station"),
        (4, "row_refused"),
        (5, "invalid_fields"),
        (8, "not_json"),
    ]
    assert [each["pointer"] for each in found["data"][0]["errors"]] == ["/occurred_on"]
    assert found["data"][2]["reasons"][0]["article"] == "11(1)"
    more = system.get(OFFICER, f"/v1/imports/{job['import_id']}/errors", after=4, limit=1).json
    assert ([row["row"] for row in more["data"]], more["has_more"]) == ([5], True)


def test_whoever_dies_after_a_batch_was_done_and_before_it_was_noted_repeats_nothing(system):
    job = open_import(system, as_lines([a_duty(number) for number in range(1001)])).json["data"]

    class Died(BaseException):
        """The power went."""

    class Dying(Importer):
        def _note(self, job_id, done, count, results):
            if done > 500:
                raise Died
            super()._note(job_id, done, count, results)

    gateway = system.instance.gateway
    with pytest.raises(Died):
        Dying(gateway.database, gateway.client, gateway.blobs).run()
    assert stands(system, job)["done"] == 500
    importer_of(system).run()
    assert stands(system, job)["accepted"] == 1001
    system.instance.bus.pump()
    told = system.get(
        "auditor", "/v1/events", service="assessment", type="duty.recorded", limit=500
    )
    assert told.json["has_more"]
    assert gateway.client.head("assessment")["position"] == 1001


def test_while_a_service_is_down_an_import_waits_and_then_goes_on(system):
    from liaison_contracts.errors import Unavailable

    job = open_import(system, as_lines([a_duty(1)])).json["data"]
    gateway = system.instance.gateway

    class Down:
        def send(self, *_):
            raise Unavailable("service_down", service="assessment", retry_after=5)

    with pytest.raises(Unavailable):
        importer_of(system, Down()).run()
    assert stands(system, job)["done"] == 0
    assert importer_of(system, gateway.client).run() == 1


def test_a_file_is_imported_once(system):
    content = as_lines([a_duty(1)])
    first = open_import(system, content)
    importer_of(system).run()
    again = open_import(system, content)
    assert (again.status_code, again.json["data"]["import_id"]) == (
        200,
        first.json["data"]["import_id"],
    )
    assert importer_of(system).run() == 0


def test_recruitments_are_imported_with_the_people_in_them(system):
    rows = [
        {
            "recruitment_code": f"R-{number}",
            "station_code": "LZ-001",
            "talent_ref": f"T-{number}",
            "level": "full_time_doctorate",
            "basis": "service_contract",
            "contract_months": months,
            "signed_on": "2018-03-01",
            "claimed_on": "2018-03-01",
        }
        for number, months in ((1, 60), (2, "long"))
    ]
    job = open_import(system, as_csv(rows), "csv", "recruitments").json["data"]
    importer_of(system).run()
    assert stands(system, job)["accepted"] == 1
    system.instance.bus.pump()
    assert system.row("recruitments")["recruitment_code"] == "R-1"


@pytest.mark.parametrize(
    ("content", "form", "code"),
    [
        (b"\n\n", "ndjson", "file_rows_refused"),
        (b"record_code,shoe_size\nD-1,43\n", "csv", "table_headings"),
        (b"station_code,station_code\nLZ-001,LZ-001\n", "csv", "table_headings"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_at_once(system, content, form, code):
    answer = open_import(system, content, form)
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_a_wrong_request_is_told_all_its_faults(system):
    answer = system.post(OFFICER, "/v1/imports", {"resource": "stations", "format": "pdf", "x": 1})
    assert sorted(fault["pointer"] for fault in answer.json["errors"]) == [
        "/format",
        "/resource",
        "/sha256",
        "/x",
    ]


def test_another_organisation_sees_neither_the_file_nor_the_import(system):
    content = as_lines([a_duty(1)])
    job = open_import(system, content).json["data"]
    other = "overseas_federation.enters"
    answer = system.get(other, f"/v1/imports/{job['import_id']}")
    assert (answer.status_code, answer.json["code"]) == (404, "import_unknown")
    body = {"resource": "duty-records", "format": "ndjson", "sha256": job["sha256"]}
    answer = system.post(other, "/v1/imports", body)
    assert (answer.status_code, answer.json["code"]) == (404, "file_unknown")
    assert system.get(other, "/v1/imports").json["data"] == []


def test_an_import_whose_owner_lost_their_account_fails_and_goes_on_under_another(system):
    from sqlalchemy import update

    from liaison_gateway.access.tables import accounts

    content = as_lines([a_duty(1)])
    job = open_import(system, content).json["data"]
    database = system.instance.gateway.database
    mine = accounts.c.part == OFFICER

    def move_to(org):
        with database.writing() as session:
            session.execute(update(accounts).where(mine).values(org=org))

    move_to("elsewhere")
    importer_of(system).run()
    move_to("industry_federation")
    assert stands(system, job)["state"] == "failed"
    assert open_import(system, content).json["data"]["state"] == "waiting"
    importer_of(system).run()
    assert stands(system, job)["state"] == "done"


def test_the_files_that_rows_name_stay(system):
    contract = upload(system, b"a contract")
    files = [{"sha256": contract, "media_type": "text/plain", "size": 10}]
    open_import(system, as_lines([a_duty(1, files=files)]))
    importer_of(system).run()
    with system.instance.gateway.database.reading() as session:
        subjects = select(file_uses.c.subject).where(file_uses.c.sha256 == contract)
        assert "" in set(session.scalars(subjects))


def test_a_workbook_is_imported_like_a_table(system):
    book = as_book([list(a_duty(1)), list(a_duty(1).values()), [None] * 6])
    job = open_import(system, book, "csv").json["data"]
    importer_of(system).run()
    assert stands(system, job)["accepted"] == stands(system, job)["rows"] == 1


@pytest.mark.parametrize(
    ("case", "rows", "accepted", "refused"),
    [("duty-rows-blank-tail.csv", 1, 1, []), ("duty-rows-open-quote.csv", 8, 6, [2, 6])],
)
def test_every_row_of_a_public_case_is_accounted_for(system, case, rows, accepted, refused):
    system.add_station("LZ-005")
    content = re.sub(rb"2021-01-\d\d", b"2018-03-01", (CASES / case).read_bytes())  # its day
    job = open_import(system, content, "csv").json["data"]
    importer_of(system).run()
    stood = stands(system, job)
    assert (stood["rows"], stood["accepted"], stood["refused"]) == (rows, accepted, len(refused))
    found = system.get(OFFICER, f"/v1/imports/{job['import_id']}/errors").json["data"]
    assert [(each["row"], each["code"]) for each in found] == [
        (row, "row_unreadable") for row in refused
    ]
