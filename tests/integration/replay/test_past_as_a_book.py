"""The past of an instance is taken out as a year book, which comes to the same tables again."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from liaison_gateway.start.embedded import Embedded, build_embedded
from liaison_yearbook.book.export import export
from liaison_yearbook.book.reader import read_book
from liaison_yearbook.cli import app
from liaison_yearbook.client import Api
from liaison_yearbook.console import play
from tests.embedded_client import api_of
from tests.integration.replay.live_system import tables
from tests.integration.replay.small_book import (
    AN_EXTENSION,
    a_recruitment,
    a_station,
    scores_of,
    write_book,
)

pytestmark = pytest.mark.timeout(400)
BY_A18_AND_A20 = ["--set-reading", "A18=sum", "--set-reading", "A20=per_member"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a book of two years with a line of every kind."""
    codes = [f"LZ-00{number}" for number in range(1, 6)]
    points = {2018: (95, 90, 50, 70, 80), 2019: (95, 70, 50, 70, 80)}
    claims = [
        a_recruitment(
            "R-1", "LZ-001", "2018-03-01", national="2018-05-01", provincial="2018-04-01"
        ),
        a_recruitment("R-2", "LZ-002", "2018-06-01", talent="T-same"),
        a_recruitment("R-3", "LZ-003", "2018-07-01", talent="T-same"),
        a_recruitment("R-4", "LZ-004", "2018-08-01", verified="no"),
        a_recruitment("R-5", "LZ-002", "2018-09-01", members="T-51 T-52"),
        a_recruitment("R-6", "LZ-003", "2018-10-01", talent="T-52"),
    ]
    return write_book(
        tmp_path_factory.mktemp("book"),
        editions=[
            AN_EXTENSION,
            ("luzhou_2017", "reading", "doc-2", "2019-02-01", "", "A11", "daily"),
        ],
        stations=[a_station(code) for code in codes],
        scores=[
            line
            for year, each in points.items()
            for code, score in zip(codes, each, strict=True)
            for line in scores_of(code, year, score)
        ],
        duties=[
            ("D-1", "LZ-001", "promotion_post", "2018-02-10", "2018-02-11", "a post", "yes"),
            ("D-2", "LZ-001", "promotion_post", "2018-03-10", "2018-03-11", "a post", "no"),
        ],
        recruitments=claims,
        events=[
            ("E-1", "LZ-001", "2018-04-01", "2018-05-01", "8000.00"),
            ("E-2", "LZ-002", "2018-05-02", "2018-05-01", "9000.00"),
            ("E-3", "LZ-002", "", "2018-06-01", "7000.00"),
        ],
        bole=[
            ("B-1", "LZ-001", 2018, "150000.00", ""),
            ("B-2", "LZ-001", 2018, "60000.00", ""),
            ("B-3", "LZ-001", 2018, "70000.00", "minutes 9"),
        ],
        spending=[(code, 2018, "30000.00", "2018-12-31", "2019-02-15") for code in codes[:3]],
        changes=[("LZ-004", "head", "2019-05-01", "2019-05-02", "2019-06-03", "withdraw")],
        findings=[("LZ-005", "2019-03-01", "2019-04-01", "2019-05-01")],
        case_decisions=[("LZ-003", 2019, "revoke", "2020-01-31")],
    )


@pytest.fixture(scope="module")
def played(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Embedded, Path]:
    """Give the instance on which the book was played, and what it came to."""
    out = tmp_path_factory.mktemp("played")
    book = read_book(folder)
    embedded = build_embedded(out / "instance", "replay", book.since)
    play(api_of(embedded), book, out / "out")
    return embedded, out


@pytest.fixture(scope="module")
def exported(played: tuple[Embedded, Path]) -> Path:
    """Give the folder of its past, written with the key of an auditor alone."""
    embedded, out = played
    everybody = api_of(embedded)
    auditor = Api(everybody._http, {"auditor": everybody._credentials["auditor"]})
    assert export(auditor, out / "book") == {}
    embedded.close()
    return out / "book"


def test_the_past_of_an_instance_comes_to_the_same_tables(
    played: tuple[Embedded, Path], exported: Path, tmp_path: Path
) -> None:
    run = CliRunner().invoke(app, ["replay", str(exported), "--out", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    assert tables(tmp_path / "out") == tables(played[1] / "out")
    refused = ["2018", "LZ-003", "talent_recruited", "R-6", "0.00", "refused"]
    assert refused in tables(tmp_path / "out")["payouts"], "T-52 was claimed in a team before"


def test_a_book_of_the_past_names_nobody(exported: Path) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in exported.iterdir())
    assert "T-same" in written
    assert "a post" not in written, "what people wrote stays where it is: a hash stands for it"


def test_the_past_is_compared_with_a_reform(exported: Path, tmp_path: Path) -> None:
    asked = ["compare", str(exported), "--out", str(tmp_path / "out"), *BY_A18_AND_A20]
    run = CliRunner().invoke(app, asked)
    assert run.exit_code == 0, run.output
    lines = (tmp_path / "out" / "comparison.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1:7] for line in lines[1:]] == [
        ["LZ-001", "national_programme", "R-1", "50000.00", "150000.00", "100000.00"],
        ["LZ-002", "talent_recruited", "R-5", "50000.00", "150000.00", "100000.00"],
    ]
