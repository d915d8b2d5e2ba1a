"""Each sample book comes to exactly the expected tables on RabbitMQ and PostgreSQL as well.

A book takes minutes there, so the gate plays none of them: it plays all four embedded, and the walk
on servers. `LIAISON_BOOKS_ON_SERVERS=corners,first` plays some, `make nightly` all.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from liaison_yearbook.replay.results import COLUMNS

DATA = Path(__file__).parents[2] / "data"
BOOKS = ("first", "sample", "readings", "corners")
ASKED = os.environ.get("LIAISON_BOOKS_ON_SERVERS", "")
WANTED = BOOKS if ASKED == "all" else tuple(filter(None, ASKED.split(",")))


def table(folder: Path, name: str) -> list[tuple[str, ...]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_only_books_that_exist_are_asked_for() -> None:
    assert set(WANTED) <= set(BOOKS)


@pytest.mark.broker
@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("book", BOOKS)
def test_a_sample_book_comes_to_the_expected_tables_on_servers(book: str, tmp_path: Path) -> None:
    if book not in WANTED:
        pytest.skip("takes minutes; played by `make nightly` or with LIAISON_BOOKS_ON_SERVERS")
    command = [sys.executable, "-m", "deploy.local.city.replay"]
    played = subprocess.run(
        [*command, str(DATA / f"yearbook-{book}"), str(tmp_path / "out")],
        env={**os.environ, "BROKER": "rabbitmq"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    expected = DATA / f"yearbook-{book}-expected"
    for name in COLUMNS:
        assert table(tmp_path / "out", name) == table(expected, name)
