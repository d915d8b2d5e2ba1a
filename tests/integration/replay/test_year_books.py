"""Past years, played through the real services, come to exactly the expected tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from liaison_gateway.start.embedded import build_embedded
from liaison_yearbook.book.reader import read_book
from liaison_yearbook.console import play
from liaison_yearbook.replay.results import COLUMNS, collect
from tests.embedded_client import api_of
from tests.integration.replay.fold import Fold

DATA = Path(__file__).parents[2] / "data"
BOOKS = ("readings", "sample", "first", "corners")


def table(folder: Path, name: str) -> list[tuple[str, ...]]:
    """Return the lines of a result table, its header first."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


@pytest.fixture(scope="module", params=BOOKS)
def played(request, tmp_path_factory):
    """Play one sample book on a fresh embedded instance."""
    folder = tmp_path_factory.mktemp(f"book-{request.param}")
    book = read_book(DATA / f"yearbook-{request.param}")
    embedded = build_embedded(folder / "instance", "replay", book.since)
    api = api_of(embedded)
    play(api, book, folder / "out")
    yield request.param, folder / "out", book, api
    embedded.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", COLUMNS)
def test_a_sample_book_comes_to_the_expected_table(played, name):
    book, out, _, _ = played
    assert table(out, name) == table(DATA / f"yearbook-{book}-expected", name)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_tables_are_a_fold_of_the_events(played):
    _, out, book, _ = played
    lines = (out / "events.jsonl").read_text(encoding="utf-8").splitlines()
    folded = Fold(*book.years).hear(map(json.loads, lines)).tables()
    assert folded == {name: table(out, name)[1:] for name in COLUMNS}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_payout_line_is_explained_with_its_article(played):
    _, out, _, _ = played
    lines = (out / "explanations.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert len(found) == len(table(out, "payouts")) - 1
    assert all(line["articles"] and line["explanation"]["arithmetic"] for line in found)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_playing_the_same_book_again_changes_nothing(played):
    _, out, book, api = played
    before = {name: table(out, name) for name in COLUMNS}
    play(api, book, out)
    assert {name: table(out, name) for name in COLUMNS} == before
    assert collect(api, book).tables == {name: rows[1:] for name, rows in before.items()}
