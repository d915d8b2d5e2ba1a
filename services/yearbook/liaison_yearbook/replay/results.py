"""Collect the result of a book from the services, as tables, events and explanations."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from liaison_contracts.errors import LiaisonError
from liaison_yearbook.book.reader import Book
from liaison_yearbook.client import Api

COLUMNS = {
    "grades": ("year", "station_code", "score", "grade"),
    "quotas": ("year", "graded", "quota"),
    "payouts": ("year", "station_code", "rule", "reference", "amount", "status"),
    "cases": ("station_code", "kind", "year", "decision"),
    "duties_missed": ("station_code", "duty_type", "period"),
}
FINAL = ("paid", "held", "refused", "cancelled", "clawback_proposed")
"""States that an award may have when a book is finished."""
SERVICES = ("registry", "assessment", "incentives")
Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Results:
    """The five tables, the event logs of all services, and one explanation for each payout."""

    tables: dict[str, Rows]
    events: list[dict[str, Any]]
    explanations: list[dict[str, Any]]


def collect(api: Api, book: Book) -> Results:
    """Fetch everything that a result contains.

    Raises:
        LiaisonError: if a payment is unfinished, which a complete play never leaves.
    """
    awards = [row for row in api.each("auditor", "/v1/awards") if _in_book(row["due_on"], book)]
    lists = {
        "grades": list(api.each("auditor", "/v1/grades")),
        "assessments": list(api.each("auditor", "/v1/assessments")),
        "cases": list(api.each("auditor", "/v1/cases")),
        "duties_missed": list(api.each("auditor", "/v1/duties-missed")),
        "awards": awards,
    }
    return Results(tables_of(lists, book), _events(api), [_explanation(row) for row in awards])


def tables_of(lists: Mapping[str, Iterable[Mapping[str, Any]]], book: Book) -> dict[str, Rows]:
    """Return the five tables, each sorted by all columns, from the lists of the API."""
    tables: dict[str, Rows] = {
        "grades": [
            (str(row["year"]), row["station_code"], shown(row["score"]), row["grade"])
            for row in lists["grades"]
        ],
        "quotas": [
            (str(row["year"]), str(row["graded"]), str(row["quota"]))
            for row in lists["assessments"]
        ],
        "cases": [
            (row["station_code"], row["kind"], str(row["year"]), row["decision"])
            for row in lists["cases"]
            if _in_book(row.get("opened_on") or row.get("reported_on") or row["found_on"], book)
        ],
        "duties_missed": [
            (row["station_code"], row["duty_type"], row["period"])
            for row in lists["duties_missed"]
            if book.years[0] <= int(row["period"][:4]) <= book.years[1]
        ],
        "payouts": [_payout(row) for row in lists["awards"]],
    }
    return {name: sorted(rows) for name, rows in tables.items()}


def shown(score: str | None) -> str:
    """Return an exact score rounded half-up to two decimals.

    >>> shown("88.815"), shown(None)
    ('88.82', '')
    """
    return "" if score is None else str(Decimal(score).quantize(Decimal("0.01"), ROUND_HALF_UP))


def write(results: Results, folder: Path) -> None:
    """Write the tables as CSV, the events and explanations as JSON Lines, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(results.tables[name])
    for name, rows in (("events", results.events), ("explanations", results.explanations)):
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _in_book(day: str, book: Book) -> bool:
    return book.since <= date.fromisoformat(day) <= book.until


def _payout(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["state"] not in FINAL:
        raise LiaisonError("payout_unfinished", award_code=row["award_code"], state=row["state"])
    amount = "0.00" if row["state"] == "refused" else row["amount"]
    names = (str(row["year"]), row["station_code"], row["rule"], row["reference"])
    return (*names, amount, row["state"])


def _explanation(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("award_code", "station_code", "year", "rule", "reference", "amount", "currency")
    more = ("due_on", "state", "holds", "articles", "reasons", "explanation")
    return {name: row.get(name) for name in (*names, *more)}


def _events(api: Api) -> list[dict[str, Any]]:
    logs = [list(api.events("auditor", service)) for service in SERVICES]
    return sorted(
        (envelope for log in logs for envelope in log),
        key=lambda found: (found["time"], SERVICES.index(found["source"][8:]), found["sequence"]),
    )
