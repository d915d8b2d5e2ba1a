"""Make live instances that bring their past, with people of their own beside the import's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import LiaisonError
from liaison_gateway.access.accounts import add_person
from liaison_gateway.access.built_in_accounts import people
from liaison_gateway.start.embedded import Embedded, build_embedded
from liaison_kit.instance.day import DayDriver
from liaison_yearbook.book.reader import Book, read_book
from liaison_yearbook.client import Api, credentials_of
from liaison_yearbook.replay.results import COLUMNS
from tests.embedded_client import api_of
from tests.integration.replay.small_book import a_recruitment, a_station, scores_of, write_book

CUT = date(2019, 6, 30)
END = {"history_until": CUT.isoformat(), "document_no": "minutes 1"}
ENDS = "/v1/instance/history-ends"


def a_book(path: Path) -> Book:
    """Write and read a book of two years, which ends half a year after the history does."""
    scores = [
        line
        for code, score in (("LZ-001", 90), ("LZ-002", 70))
        for year in (2018, 2019)
        for line in scores_of(code, year, score)
    ]
    folder = write_book(
        path,
        stations=[a_station("LZ-001"), a_station("LZ-002", "2018-07-01")],
        scores=scores,
        duties=[("D-1", "LZ-001", "promotion_post", "2018-02-10", "2018-02-11", "a post", "yes")],
        recruitments=[
            a_recruitment("R-1", "LZ-001", "2018-03-01", provincial="2018-05-01"),
            a_recruitment("R-2", "LZ-002", "2019-03-01"),
            a_recruitment("R-3", "LZ-002", "2019-08-01"),
        ],
        spending=[("LZ-001", 2018, "30000.00", "2018-12-31", "2019-02-15")],
    )
    return read_book(folder)


@dataclass
class Live:
    """Hold a live instance, who brings its past, and the people who work in it."""

    folder: Path
    keys: dict[str, str]
    embedded: Embedded
    api: Api
    office: Api

    @property
    def days(self) -> Any:
        """Give what closes days, as the nightly close does."""
        return self.embedded.gateway.part(DayDriver)

    def again(self) -> Live:
        """Stop, and start anew on the same databases."""
        self.embedded.close()
        self.embedded = an_embedded(self.folder)
        api = api_of(self.embedded)
        self.api = Api(api._http, credentials_of(self.keys))
        return self


def an_embedded(folder: Path) -> Embedded:
    return build_embedded(folder, "live", date(2018, 1, 1), history_until=CUT)


def a_live_one(folder: Path) -> Live:
    """Make a live instance that brings its history, with people of its own beside the import's."""
    embedded = an_embedded(folder)
    api = api_of(embedded)
    with embedded.gateway.database.writing() as session:
        issued = [add_person(session, each, live=True, cheap=True) for each in people()]
    office = Api(api._http, credentials_of({each.person.part: each.key for each in issued}))
    keys = {each.person.part: each.key for each in embedded.issued}
    return Live(folder, keys, embedded, api, office)


def tables(folder: Path) -> dict[str, list[list[str]]]:
    found = {}
    for name in COLUMNS:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    return found


def told(api: Api, kind: str) -> list[dict[str, Any]]:
    return [event["data"] for event in api.events("auditor", "incentives", kind)]


def heads(live: Live) -> dict[str, int]:
    return dict(live.office.get("ops", "/v1/instance")["positions"])


def end(live: Live) -> None:
    for part in ("intake", "verifies"):
        live.office.post(part, ENDS, END, f"end-{part}")
    live.office.wait_until_quiet()


def books(live: Live) -> dict[str, Any]:
    answer = live.office.get("auditor", "/v1/ledger/verification")["data"]
    assert list(answer["faults"]) == []
    return dict(answer["accounts"])


def refused_code(act: Any, *arguments: Any) -> str:
    with pytest.raises(LiaisonError) as caught:
        act(*arguments)
    return caught.value.code
