"""A station's trail reads as sentences, and registers print as an office's own."""

from __future__ import annotations

import io
import re
from datetime import date

import httpx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from liaison_contracts.dictionary import find
from liaison_contracts.message import EVENTS
from liaison_contracts.vocabulary.narration import sentence
from liaison_gateway.exchange.sheets.register import register_workbook
from liaison_gateway.model.tables import documents
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_registry.roster.columns import COLUMNS
from liaison_yearbook.trail import trail_lines
from tests.e2e.walk.life import CODE, STATES, TYPES, live_and_end
from tests.integration.gateway.system import a_station, shown


@pytest.fixture(scope="module")
def history_system(shared_system):
    """Give a system in which a station lived and ended, and what its register showed."""

    def ask(part, path, body):
        answer = shared_system.post(part, path, body)
        assert answer.status_code < 300, shown(answer)
        shared_system.instance.bus.pump()
        return answer.json.get("data")

    def state():
        return shared_system.get("auditor", f"/v1/stations/{CODE}").json["data"]["state"]

    assert live_and_end(ask, state) == list(STATES)
    return shared_system


def test_the_trail_tells_a_life_from_plaque_to_plaque_in_both_languages(history_system):
    lines = history_system.get("auditor", f"/v1/stations/{CODE}/trail").json["data"]
    lines = [line for line in lines if not line["type"].startswith("award.")]
    assert [line["type"] for line in lines] == TYPES
    assert [line["on"] for line in lines] == sorted(line["on"] for line in lines)
    for line in lines:
        assert re.search("[\u4e00-\u9fff]", line["says_zh"]), line
        assert line["says"].endswith("."), line
        assert not re.search(r"[{}]|_", line["says"] + line["says_zh"]), line
    assert lines[-2]["says"] == "The authorisation ended on 2018-05-03: major change."
    assert lines[-2]["says_zh"] == "授权于 2018-05-03 终止，原因：重大变故。"
    assert "tours" not in str(lines)


def test_a_trail_is_of_those_whom_it_concerns(history_system):
    path = f"/v1/stations/{CODE}/trail"
    assert history_system.get("industry_federation.enters", path).status_code == 200
    assert history_system.get("overseas_federation.enters", path).status_code == 404
    assert history_system.get("auditor", "/v1/stations/LZ-404/trail").status_code == 404


def test_the_command_line_tells_it_over_http(history_system):
    transport = httpx.WSGITransport(app=history_system.instance.app)
    with httpx.Client(
        transport=transport, base_url="http://system", headers=history_system.sign("auditor")
    ) as http:
        status, lines = trail_lines(http, CODE, "en")
        assert (status, lines[0][:10]) == (0, "2018-01-02")
        assert lines[-1].endswith("The plaque was recovered on 2018-05-04.")
        assert trail_lines(http, "LZ-404")[0] == 1


def test_every_event_of_the_registry_about_a_station_has_a_sentence():
    told = [kind for kind in EVENTS.values() if kind.source == "registry"]
    mute = {kind.type for kind in told if "station_code" in fields_of(kind) and not kind.says[0]}
    assert mute == set()


def test_every_state_of_a_life_has_a_word(history_system):
    lists = {view.kind: view.states for view in VIEWS}
    with history_system.instance.gateway.database.reading() as session:
        rows = session.execute(select(documents.c.kind, documents.c.state).distinct()).all()
    states = {(kind, state) for kind, state in rows if state}
    assert len(states) > 3
    assert {row for row in states if find(row[1], lists.get(row[0], row[0])) is None} == set()


def fields_of(kind):
    return kind.cls.__dataclass_fields__


def test_what_has_no_sentence_is_told_by_its_title():
    assert sentence("batch.broken.v1", {}, "en") == "Batch broken up"
    assert sentence("never.heard.v1", {}, "zh") == "never.heard.v1"


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).active


def test_the_register_looks_like_an_offices_own(history_system):
    answer = history_system.get("auditor", "/v1/register.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    sheet = sheet_of(answer.data)
    assert sheet["A1"].value == "驻外人才工作联络站台账"
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A1:N1", "A3:A4", "B3:G3", "H3:J3", "K3:N3"} <= merged
    assert (sheet["B3"].value, sheet["H3"].value) == ("基本情况", "授牌情况")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C5", "$3:$4")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    row = [cell.value for cell in sheet[5]]
    assert row[:4] == [1, CODE, "武汉泸州商会", "异地商会"]
    assert row[10:13] == ["已收回授牌", "2018-05-03", "重大变故"]
    assert sheet["A6"].value == "合计"
    assert sheet.column_dimensions["C"].width == 30


def test_the_register_can_be_narrowed_and_holds_what_its_reader_may_see(history_system):
    for part, query in (("auditor", {"state": "active"}), ("overseas_federation.enters", {})):
        assert (
            sheet_of(history_system.get(part, "/v1/register.xlsx", **query).data)["A5"].value
            == "合计"
        )
    assert history_system.get("auditor", "/v1/register.xlsx", year=1).status_code == 422


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_register_calculates(start, history_system):
    station = {"station_code": "LZ-9", "host_name": f"{start}cmd|' /C calc'!A0"}
    cell = sheet_of(register_workbook([station], date(2018, 5, 4)))["C5"]
    assert (cell.value, cell.data_type) == (f"'{station['host_name']}", "s")


def test_a_roster_comes_back_with_its_faults(history_system):
    table = (
        ",".join(COLUMNS) + "\nLZ-310,商会,异地商会,51510500,420100,市工商联,H,L,2018-01-02,1,2\n"
    )
    sent = history_system.browser.post(
        "/v1/files?name=roster.csv", data=table.encode(), headers=history_system.sign("intake")
    )
    stored = sent.json["data"]
    body = {"sha256": stored["sha256"], "media_type": stored["media_type"], "dry_run": True}
    answer = history_system.post("intake", "/v1/rosters", body).json["data"]
    assert (answer["state"], answer["faults"][0]["column"]) == ("refused", "credit_code")
    path = f"/v1/rosters/{stored['sha256']}/faults.xlsx"
    sheet = sheet_of(history_system.get("intake", path).data)
    assert "统一社会信用代码" in sheet.cell(2, sheet.max_column).value
    assert history_system.get("intake", f"/v1/rosters/{'0' * 64}/faults.xlsx").status_code == 404


def test_a_name_that_a_workbook_cannot_hold_does_not_spoil_the_register(shared_system):
    station = {**a_station("LZ-777"), "host_name": "铃\x07商会"}
    made = shared_system.post("importer", "/v1/stations/imports", {"stations": [station]})
    assert made.status_code == 200, shown(made)
    shared_system.instance.bus.pump()
    answer = shared_system.get("auditor", "/v1/register.xlsx")
    assert answer.status_code == 200, answer.text
    sheet = load_workbook(io.BytesIO(answer.data)).active
    names = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "铃\N{REPLACEMENT CHARACTER}商会" in names
