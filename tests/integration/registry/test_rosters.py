"""An office's own roster comes in whole or not at all, and whatever else is uploaded does not."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from liaison_contracts.errors import Forbidden, Invalid, NotFound, TooLarge
from liaison_contracts.registry import FindConflicts, ImportRoster
from liaison_registry.roster.columns import ALL, COLUMNS
from liaison_registry.tables import Station, TieRow
from tests.integration.registry.panel_system import a_reviewer
from tests.integration.registry.stations_system import imported
from tests.integration.registry.system import (
    DEPARTMENT,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    a_credit_code,
    a_person,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/plain"
GOOD = {
    "station_code": "LZ-010",
    "host_name": "成都泸州商会",
    "host_kind": "异地商会",
    "credit_code": a_credit_code(),
    "city_code": 510104,
    "guiding_department": "市工商联",
    "head_ref": "H-10",
    "liaison_ref": "L-10",
    "plaque_granted_on": date(2018, 1, 9),
    "plaque_no": "泸驻才〔2018〕3号",
    "approval_no": "泸府函〔2018〕4号",
}


def a_workbook(*rows: dict[str, Any], title: bool = True) -> bytes:
    book = Workbook()
    sheet = book.active
    if title:
        sheet.append(["泸州市驻外人才工作联络站名册"])
    columns = ALL if any(set(row) - set(COLUMNS) for row in rows) else COLUMNS
    sheet.append(list(columns.values()))
    for row in rows:
        sheet.append([row.get(name) for name in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_table(*rows: dict[str, Any], encoding: str = "utf-8-sig") -> bytes:
    lines = [",".join(COLUMNS)]
    lines += [",".join(str(row.get(name, "")) for name in COLUMNS) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def bring(system: System, content: bytes, media_type: str = XLSX, **more: Any) -> Any:
    stored = system.blobs.add([content], 64 * 1024 * 1024)
    roster = ImportRoster(sha256=stored.sha256, media_type=media_type, **more)
    return system.ask(OFFICE, roster)


def told(answer: Any) -> list[tuple[int, str]]:
    return [(fault["row"], fault["column"]) for fault in answer["faults"]]


@pytest.mark.parametrize(("make", "media_type"), [(a_workbook, XLSX), (a_table, CSV)])
def test_a_roster_comes_in_with_an_offices_own_words(
    system: System, make: Any, media_type: str
) -> None:
    answer = bring(system, make(GOOD), media_type)
    assert (answer["state"], answer["rows"], answer["new_stations"]) == ("imported", 1, 1)
    (row,) = system.rows(Station)
    assert (row.host_kind, row.guiding_department) == ("chamber_abroad", "industry_federation")
    assert (row.city_code, row.plaque_granted_on) == ("510104", date(2018, 1, 9))
    again = bring(system, make(GOOD), media_type)
    assert (again["state"], again["new_stations"], len(system.rows(Station))) == ("imported", 0, 1)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(system: System) -> None:
    answer = bring(system, a_workbook(GOOD), dry_run=True)
    assert (answer["state"], answer["new_stations"], system.rows(Station)) == ("checked", 1, [])


def test_all_faults_are_told_at_once_by_row_and_nothing_comes_in(system: System) -> None:
    imported(system)
    wrong_digit = GOOD["credit_code"][:-1] + ("0" if GOOD["credit_code"][-1] != "0" else "1")
    differs = {**GOOD, "station_code": "LZ-001", "plaque_no": "p-7"}
    bad = [
        GOOD,
        {**GOOD, "station_code": "LZ-011", "plaque_no": "p-1", "credit_code": wrong_digit},
        {
            **GOOD,
            "station_code": "LZ-012",
            "credit_code": a_credit_code(2),
            "plaque_no": "p-2",
            "plaque_granted_on": "soon",
        },
        {**GOOD, "station_code": "LZ-013", "plaque_no": "p-3", "credit_code": 515105003016613182},
        {
            **GOOD,
            "station_code": "LZ-014",
            "credit_code": a_credit_code(4),
            "plaque_no": "p-4",
            "host_name": "=1+1",
        },
        {
            **GOOD,
            "station_code": "LZ-015",
            "credit_code": a_credit_code(5),
            "plaque_no": "p-5",
            "host_name": None,
        },
        {**GOOD, "plaque_no": "p-6", "credit_code": a_credit_code(6)},
        differs,
        {
            **GOOD,
            "station_code": "LZ-016",
            "credit_code": a_credit_code(8),
            "plaque_no": "p-8",
            "plaque_granted_on": date(2031, 1, 1),
        },
    ]
    answer = bring(system, a_workbook(*bad))
    assert answer["state"] == "refused"
    assert told(answer) == [
        (3, "station_code"),
        (4, "credit_code"),
        (5, "plaque_granted_on"),
        (6, "credit_code"),
        (7, "host_name"),
        (8, "host_name"),
        (9, "station_code"),
        (10, "station_code"),
        (11, "plaque_granted_on"),
    ]
    assert [row.station_code for row in system.rows(Station)] == ["LZ-001"]


def test_the_faults_stand_beside_their_rows_in_a_workbook_that_calculates_nothing(
    system: System,
) -> None:
    answer = bring(system, a_workbook({**GOOD, "host_name": "=HYPERLINK(1)"}))
    content = system.blobs.read(answer["workbook_sha256"])
    sheet = load_workbook(io.BytesIO(content)).active
    cells = {cell.value: cell for cell in sheet[2]}
    assert sheet.cell(2, 1).value == 3
    assert "'=HYPERLINK(1)" in cells
    assert {cell.data_type for cell in sheet[2]} == {"n", "s"}
    assert "设站单位" in str(sheet.cell(2, sheet.max_column).value)


def test_a_roster_of_many_stations_comes_in_at_once(system: System) -> None:
    rows = [
        {
            **GOOD,
            "station_code": f"X-{number:04d}",
            "plaque_no": f"p-{number}",
            "credit_code": a_credit_code(number),
        }
        for number in range(1500)
    ]
    assert bring(system, a_table(*rows), CSV)["new_stations"] == 1500


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 60 * 1024 * 1024)
    return out.getvalue()


def an_entity_bomb() -> bytes:
    out = io.BytesIO()
    entities = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "lol"}&l{n - 1 if n else 0};">'
        for n in range(1, 12)
    )
    kind = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    book = f'<?xml version="1.0"?>{kind}<workbook>&l11;</workbook>'
    with zipfile.ZipFile(io.BytesIO(a_workbook(GOOD))) as good, zipfile.ZipFile(out, "w") as packed:
        for name in good.namelist():
            packed.writestr(name, book if name == "xl/workbook.xml" else good.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (a_bomb(), XLSX, "table_refused"),
        (an_entity_bomb(), XLSX, "table_refused"),
        (b"PK\x03\x04 not a zip", XLSX, "table_refused"),
        (a_table(GOOD, encoding="utf-16"), CSV, "table_refused"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf", "table_headings"),
        (b"a,b,c\r\n1,2,3\r\n", CSV, "table_headings"),
        (a_table(), CSV, "roster_without_rows"),
        (a_table(*[GOOD] * 5100), CSV, "table_too_large"),
    ],
    ids=["zip bomb", "entities", "damaged", "utf-16", "pdf", "headings", "rows", "long"],
)
def test_whatever_is_no_roster_is_refused_whole(
    system: System, content: bytes, media_type: str, code: str
) -> None:
    with pytest.raises((Invalid, TooLarge)) as refused:
        bring(system, content, media_type)
    assert refused.value.code == code
    assert system.rows(Station) == []


def test_a_roster_is_uploaded_first_and_the_offices_own(system: System) -> None:
    with pytest.raises(NotFound):
        system.ask(OFFICE, ImportRoster(sha256="0" * 64, media_type=XLSX))
    with pytest.raises(Forbidden):
        system.ask(DEPARTMENT, ImportRoster(sha256="0" * 64, media_type=XLSX))


# -- ties of imported hosts (Article 7) --------------------------------------------------------

KNOWN = {
    **GOOD,
    "address": "四川省成都市武侯区人民南路四段27号3栋502室",
    "contact_phone": "+86 28 8666 0001",
    "head_document_number": "510502199001010018",
}
TIED: list[tuple[str, dict[str, Any]]] = [
    ("organisation", {"organisation": " 成都泸州商会"}),
    ("credit_code", {"credit_codes": (a_credit_code(),)}),
    ("contact", {"contact_for": (a_credit_code(),)}),
    ("address", {"addresses": ("成都市武侯区人民南路四段２７号3幢502",)}),
    ("phone", {"phones": ("（028）8666-0001",)}),
    ("related_person", {"organisation_head": a_person(number="510502199001010018")}),
]


def shared(system: System, **changes: Any) -> list[tuple[str, ...]]:
    """Enter a reviewer and return what they share with hosts on record."""
    system.ask(OFFICE, a_reviewer(OFFICE_REVIEWER, **changes))
    found = system.ask(OFFICE, FindConflicts(person_refs=(OFFICE_REVIEWER.sub,)))
    return [tuple(each["shared"]) for each in found["conflicts"]]


@pytest.mark.parametrize(("kind", "changes"), TIED, ids=[kind for kind, _ in TIED])
def test_a_reviewer_of_an_imported_host_is_found(
    system: System, kind: str, changes: dict[str, Any]
) -> None:
    assert bring(system, a_workbook(KNOWN))["state"] == "imported"
    assert shared(system, **changes) == [(kind,)]


def test_a_reviewer_without_ties_is_left_alone(system: System) -> None:
    bring(system, a_workbook(KNOWN))
    assert shared(system, phones=("028-86660002",)) == []


def test_a_station_that_came_in_without_ties_gets_them_by_the_next_roster(system: System) -> None:
    bring(system, a_workbook(GOOD))
    assert shared(system, phones=("028-86660001",)) == []
    again = bring(system, a_workbook(KNOWN))
    assert (again["state"], again["new_stations"]) == ("imported", 0)
    assert shared(system, phones=("028-86660001",)) == [("phone",)]
    before = len(system.rows(TieRow))
    bring(system, a_workbook(KNOWN))
    assert len(system.rows(TieRow)) == before


def test_nothing_that_ties_a_host_is_told_or_kept_to_read(system: System) -> None:
    bring(system, a_workbook(KNOWN))
    for secret in ("86660001", "人民南路", "199001010017"):
        assert secret not in system.log_text()
        assert all(secret not in row.token for row in system.rows(TieRow))


def test_faults_of_optional_columns_are_told_by_row(system: System) -> None:
    answer = bring(
        system,
        a_workbook(
            {**KNOWN, "head_document_number": "510502199001010017"},
            {**KNOWN, "station_code": "LZ-011", "plaque_no": "p", "contact_phone": "=1+1"},
            {**KNOWN, "station_code": "LZ-012", "plaque_no": "q", "contact_phone": "ask us"},
        ),
    )
    assert told(answer) == [
        (3, "head_document_number"),
        (4, "contact_phone"),
        (5, "contact_phone"),
    ]
