"""A book is played under another installed edition, or with other readings, by command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from liaison_yearbook.cli import app
from tests.integration.replay.live_system import tables
from tests.integration.replay.small_book import a_recruitment, a_station, scores_of, write_book

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a book of one year: one station, one talent of both programmes."""
    talent = a_recruitment(
        "R-1", "LZ-001", "2018-03-01", national="2018-05-01", provincial="2018-04-01"
    )
    return write_book(
        tmp_path_factory.mktemp("book"),
        stations=[a_station("LZ-001")],
        scores=scores_of("LZ-001", 2018, 70),
        recruitments=[talent],
    )


@pytest.fixture
def other_edition(sample_plugin: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the processes that a command starts find the sample plugin; return its edition."""
    monkeypatch.setenv("PYTHONPATH", str(sample_plugin))
    return "elsewhere_2030"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_book_is_compared_under_an_edition_that_a_third_party_ships(
    folder: Path, other_edition: str, tmp_path: Path
) -> None:
    done = run("compare", folder, "--out", tmp_path, "--edition", other_edition)
    assert done.exit_code == 0, done.output
    with (tmp_path / "comparison.csv").open(encoding="utf-8", newline="") as file:
        lines = [(row["rule"], row["before"], row["after"]) for row in csv.DictReader(file)]
    assert lines == [
        ("base_grant", "30000.00", "40000.00"),
        ("national_programme", "50000.00", "150000.00"),
    ]
    said = (tmp_path / "after" / "explanations.jsonl").read_text(encoding="utf-8")
    assert "4000000" in said, "the figure of the other edition explains the amount"


def test_an_edition_and_a_reading_may_be_set_together(
    folder: Path, other_edition: str, tmp_path: Path
) -> None:
    other = ("--edition", other_edition, "--set-reading", "A18=highest")
    done = run("replay", folder, "--out", tmp_path, *other)
    assert done.exit_code == 0, done.output
    paid = {row[2]: row[4] for row in tables(tmp_path)["payouts"][1:]}
    assert paid == {
        "base_grant": "40000.00",
        "talent_recruited": "50000.00",
        "provincial_programme": "100000.00",
        "national_programme": "50000.00",
    }


def test_a_reading_alone_is_set(folder: Path, tmp_path: Path) -> None:
    done = run("replay", folder, "--out", tmp_path, "--set-reading", "A18=sum")
    assert done.exit_code == 0, done.output
    paid = {row[2]: row[4] for row in tables(tmp_path)["payouts"][1:]}
    assert (paid["base_grant"], paid["national_programme"]) == ("30000.00", "150000.00")


def test_an_edition_that_is_not_installed_is_told_with_what_is(
    folder: Path, tmp_path: Path
) -> None:
    done = run("replay", folder, "--out", tmp_path / "out", "--edition", "atlantis_1")
    assert done.exit_code == 1
    assert not (tmp_path / "out").exists()
