"""A book can be played under other rules, and what that changes is told by station and rule."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liaison_yearbook.cli import app
from tests.integration.replay.small_book import a_recruitment, a_station, scores_of, write_book

REFORM = """
[reform]
name = "raise_2027"
says = "A higher base grant, and both programmes in full."

[figures]
base_grant_fen = 3600000

[readings]
A18 = "sum"
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a book of one year: two stations, one talent of both programmes."""
    talent = a_recruitment(
        "R-1", "LZ-001", "2018-03-01", national="2018-05-01", provincial="2018-04-01"
    )
    return write_book(
        tmp_path_factory.mktemp("book"),
        stations=[a_station("LZ-001"), a_station("LZ-002", "2018-07-01")],
        scores=[*scores_of("LZ-001", 2018, 90), *scores_of("LZ-002", 2018, 70)],
        recruitments=[talent],
    )


@pytest.mark.timeout(200)
def test_a_reform_is_one_file_and_its_effect_is_told_by_line(book: Path, tmp_path: Path) -> None:
    reform, out = tmp_path / "reform.toml", tmp_path / "out"
    reform.write_text(REFORM, encoding="utf-8")
    run = CliRunner().invoke(
        app, ["compare", str(book), "--out", str(out), "--reform", str(reform)]
    )
    assert run.exit_code == 0, run.output
    with (out / "comparison.csv").open(encoding="utf-8", newline="") as file:
        lines = [
            (row["station_code"], row["rule"], row["before"], row["after"])
            for row in csv.DictReader(file)
        ]
    assert lines == [
        ("LZ-001", "base_grant", "30000.00", "36000.00"),
        ("LZ-001", "national_programme", "50000.00", "150000.00"),
        ("LZ-002", "base_grant", "15000.00", "18000.00"),
    ]
    page = (out / "comparison.html").read_text(encoding="utf-8")
    assert "raise_2027" in page
    assert "109000.00" in page


def test_a_reform_that_no_rule_can_carry_out_is_refused_whole(book: Path, tmp_path: Path) -> None:
    reform = tmp_path / "reform.toml"
    reform.write_text('[reform]\nname = "x"\n[figures]\nbase_grant = 1\n[readings]\nA99 = "sum"\n')
    run = CliRunner().invoke(
        app, ["compare", str(book), "--out", str(tmp_path / "out"), "--reform", str(reform)]
    )
    assert run.exit_code == 1
    run = CliRunner().invoke(
        app, ["replay", str(book), "--out", str(tmp_path / "out"), "--set-reading", "A18=mostly"]
    )
    assert run.exit_code == 1
