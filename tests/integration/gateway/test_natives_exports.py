"""A directory is taken out masked, in cells that do not calculate, and never unnoticed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from liaison_gateway.exchange.sheets.natives import COLUMNS
from tests.integration.gateway.system import System, shown

AT = "/v1/stations/LZ-001/natives"
PURPOSE = "spring letters"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give a system in which one station keeps two people."""
    system = System(Path(tmp_path_factory.mktemp("natives")) / "instance")
    system.add_station("LZ-001")
    system.add_station_people("LZ-001")
    for number, name in enumerate(("王小明", "=HYPERLINK(1)"), 1):
        native = {
            "native_ref": f"N-{number}",
            "station_code": "LZ-001",
            "name": name,
            "reach": "+8613812345678",
            "sector": "energy",
            "purpose": "x",
            "agreed_on": "2018-03-01",
            "saved_on": "2018-03-01",
        }
        answer = system.post("LZ-001.head", "/v1/natives", native)
        assert answer.status_code == 201, shown(answer)
    yield system
    system.close()


def lines_of(system: System, form: str) -> list[list[str]]:
    answer = system.get("LZ-001.head", f"{AT}.{form}", purpose=PURPOSE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    if form == "csv":
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [["" if cell is None else cell for cell in row] for row in sheet.values]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_directory_goes_out_masked_and_calculates_nothing(kept: System, form: str) -> None:
    head, *lines = lines_of(kept, form)
    assert head == list(COLUMNS.values())
    assert [line[0] for line in lines] == ["N-1", "N-2"]
    cells = [cell for line in lines for cell in line]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert not any(secret in cell for cell in cells for secret in ("王小明", "13812345678"))


def test_every_export_stands_in_the_access_log_with_its_purpose(kept: System) -> None:
    lines_of(kept, "csv")
    with kept.instance.runtimes["assessment"].database.reading() as session:
        rows = session.execute(text("SELECT act, subject, reason FROM access_log")).all()
    assert ("export_natives", "station/LZ-001", PURPOSE) in [tuple(row) for row in rows]


def test_nothing_goes_out_without_a_purpose_or_to_strangers(kept: System) -> None:
    assert kept.get("LZ-001.head", f"{AT}.csv").status_code == 422
    assert kept.get("LZ-001.head", f"{AT}.csv", purpose="").status_code == 422
    assert kept.get("overseas_federation.enters", f"{AT}.csv", purpose=PURPOSE).status_code == 404
    assert kept.get("finance", f"{AT}.csv", purpose=PURPOSE).status_code == 403
