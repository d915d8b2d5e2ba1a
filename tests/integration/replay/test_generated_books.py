"""Whatever a year book holds, the services pay what the rules say of it, and the books balance.

Three books of few days by default, the first of them an empty one; `LIAISON_GENERATED_BOOKS=200`
plays as many of any days (see `make nightly`).
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from liaison_contracts.money import fen_of
from liaison_gateway.start.embedded import build_embedded
from liaison_incentives.policy.facts import Payment
from liaison_incentives.usecases import ledger
from liaison_yearbook.book.reader import columns_of, read_book
from liaison_yearbook.book.sheets import SHEETS
from liaison_yearbook.console import play
from tests.embedded_client import api_of
from tests.integration.replay.small_book import a_station, scores_of, write_book
from tests.unit.incentives.drawn_books import DAYS, Sheets, check_payments, sheets
from tests.unit.incentives.year_book_fold import Book

BOOKS = int(os.environ.get("LIAISON_GENERATED_BOOKS", "3"))
FEW_DAYS = st.sampled_from(["2018-03-01", "2018-12-20", "2019-01-01", "2019-06-30", "2020-02-01"])
DAYS_DRAWN = FEW_DAYS if BOOKS <= 10 else DAYS
SCORES = {"excellent": 90, "qualified": 70, "unqualified": 50}


def written(lines: Sheets, folder: Path) -> Path:
    """Write a drawn book with all columns; scores stand for the grades that were drawn."""
    full: dict[str, list[Any]] = {
        "stations": [
            a_station(r["station_code"], r["plaque_granted_on"]) for r in lines["stations"]
        ],
        "scores": [
            line
            for row in lines["grades"]
            for line in scores_of(row["station_code"], int(row["year"]), SCORES[row["grade"]])
        ],
    }
    lines["spending"] = [
        {**row, "spent": "100.00", "submitted_on": row["reviewed_on"]} for row in lines["spending"]
    ]
    for sheet in SHEETS:
        rows = [[row.get(c, "") for c in columns_of(sheet)] for row in lines.get(sheet.name, ())]
        full.setdefault(sheet.name, rows)
    return write_book(folder, **full)


def payments_in(out: Path) -> Iterator[tuple[str, Payment]]:
    """Yield what the services told as paid, each with its station."""
    granted: dict[str, dict[str, Any]] = {}
    for text in (out / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(text)
        data = event["data"]
        if event["type"] == "award.granted.v1":
            granted[data["award_code"]] = data
        elif event["type"] == "award.paid.v1":
            line = granted[data["award_code"]]
            yield (
                data["station_code"],
                Payment(
                    data["award_code"],
                    line["rule"],
                    line["year"],
                    line["reference"],
                    fen_of(data["amount"]),
                    date.fromisoformat(line["due_on"]),
                    date.fromisoformat(data["settled_on"]),
                ),
            )


def replayed(lines: Sheets, place: Path) -> list[tuple[str, ...]]:
    """Play a book on a fresh instance, check its payments and ledger, and return its payouts."""
    folder, out = written(lines, place / "book"), place / "out"
    book = read_book(folder)
    embedded = build_embedded(place / "instance", "replay", book.since)
    play(api_of(embedded), book, out)
    runtime = embedded.runtimes["incentives"]
    with runtime.database.reading() as session:
        found = ledger.verify(session, runtime.context.vault.public_key)
    embedded.close()
    assert found.faults == (), "the books balance"
    check_payments(lines, payments_in(out))
    with (out / "payouts.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.slow
@pytest.mark.timeout(0 if BOOKS > 10 else 600)
@settings(
    max_examples=BOOKS,
    derandomize=BOOKS <= 10,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(lines=sheets(DAYS_DRAWN), chance=st.randoms(use_true_random=False))
def test_the_services_pay_what_the_rules_say_in_any_order(lines: Sheets, chance: Any) -> None:
    """Lines are played in another order than the one that the rules alone are asked about."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        drawn = written(lines, place / "drawn")
        for rows in lines.values():
            chance.shuffle(rows)
        payouts = replayed(lines, place)
        rules = Book(drawn, place / "out")
        rules.play()
        assert payouts == rules.payouts()
