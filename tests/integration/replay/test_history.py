"""A live instance is given its past by those who may, once, and finance hears nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liaison_gateway.access.built_in_accounts import history_people, seed
from liaison_gateway.start.embedded import build_embedded
from liaison_kit.instance.day import days_due
from liaison_kit.instance.instance import WrongInstance, create
from liaison_kit.ops.migrate import migrate
from liaison_registry.definition import DEFINITION as REGISTRY
from liaison_yearbook.book.reader import Book
from liaison_yearbook.client import Api
from liaison_yearbook.console import play
from liaison_yearbook.history import import_book
from tests.embedded_client import api_of
from tests.integration.replay.live_system import (
    CUT,
    END,
    ENDS,
    Live,
    a_live_one,
    books,
    heads,
    refused_code,
    tables,
    told,
)

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def live(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Give a live instance with the past brought in, its history still open."""
    folder = tmp_path_factory.mktemp("live")
    found = a_live_one(folder / "instance")
    import_book(found.api, book, folder / "out")
    yield found
    found.embedded.close()


@pytest.fixture(scope="module")
def replayed(book: Book, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Give the tables of the same book, replayed up to the same day."""
    folder = tmp_path_factory.mktemp("replayed")
    embedded = build_embedded(folder / "instance", "replay", book.since)
    play(api_of(embedded), replace(book, ends_on=CUT), folder / "out")
    embedded.close()
    return tables(folder / "out")


def test_the_tables_until_the_last_day_are_those_of_a_replay(
    live: Live, replayed: dict[str, list[list[str]]]
) -> None:
    assert tables(live.folder.parent / "out") == replayed
    assert ["2019", "LZ-002", "base_grant", "", "30000.00", "held"] in replayed["payouts"]
    assert ["2018", "LZ-001", "base_grant", "", "30000.00", "paid"] in replayed["payouts"]


def test_what_was_paid_before_is_in_the_books_and_finance_hears_nothing(
    live: Live, replayed: dict[str, list[list[str]]]
) -> None:
    assert told(live.api, "payout.") == []
    assert told(live.api, "award.paid.") == []
    paid = [row for row in replayed["payouts"] if row[5] == "paid"]
    before = told(live.api, "award.paid_before.")
    assert sorted(entry["amount"] for entry in before) == sorted(row[4] for row in paid)
    assert {entry["cause"] for entry in before} == {"brought_with_history"}
    accounts = books(live)
    assert accounts["paid_before"] == "275000.00"
    assert accounts.get("fund", "0.00") == "0.00"
    assert accounts["commitment"] == "30000.00", "what is held waits and is paid live"


def test_the_same_book_again_changes_nothing(live: Live, book: Book, tmp_path: Path) -> None:
    before = heads(live)
    import_book(live.api, book, tmp_path / "out")
    assert heads(live) == before
    assert tables(tmp_path / "out") == tables(live.folder.parent / "out")


class Died(Exception):
    """Stand for a process that was killed."""


@dataclass
class Mortal:
    """Let a client die right after an answer that nobody reads any more."""

    api: Api
    left: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.api, name)

    def post(self, *asked: Any) -> Any:
        """Ask, and die when the time has come."""
        answer = self.api.post(*asked)
        self.left -= 1
        if self.left == 0:
            raise Died
        return answer


@pytest.mark.parametrize("after", [5, 24, 60])
def test_an_import_that_died_goes_on(book: Book, live: Live, tmp_path: Path, after: int) -> None:
    found = a_live_one(tmp_path / "instance")
    with pytest.raises(Died):
        import_book(Mortal(found.api, after), book, tmp_path / "out")  # type: ignore[arg-type]
    import_book(found.again().api, book, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(live.folder.parent / "out")
    assert books(found) == books(live)
    assert heads(found) == heads(live)
    found.embedded.close()


# -- who may, and when ---------------------------------------------------------------------------


def test_who_brings_the_past_leaves_no_account_to_be_paid_on(live: Live) -> None:
    body = {"holder": "somebody", "bank": "a bank", "number": "6222"}
    asked = live.api.post, "intake", "/v1/stations/LZ-001/payee-accounts", body, "mine"
    assert refused_code(*asked) == "scope_missing"


def test_days_go_no_further_than_the_history(live: Live) -> None:
    body = {"on": "2019-07-01"}
    asked = live.office.post, "ops", "/v1/instance/day", body, "beyond"
    assert refused_code(*asked) == "after_history"
    assert days_due([live.embedded.client.head("registry")], date(2026, 1, 1)) == []


def test_only_people_of_the_office_end_a_history_two_of_them_and_not_its_import(
    book: Book, tmp_path: Path
) -> None:
    found = a_live_one(tmp_path / "instance")
    asked = found.office.post, "intake", ENDS, END
    assert refused_code(*asked, "too early") == "history_unfinished"
    import_book(found.api, book, tmp_path / "out")
    assert refused_code(found.api.post, "intake", ENDS, END, "own") == "history_own_import"
    assert refused_code(found.office.post, "ops", ENDS, END, "ops") == "role_not_held"
    found.office.post("intake", ENDS, END, "one")
    assert refused_code(*asked, "again") == "second_person_needed"
    assert found.office.get("ops", "/v1/instance")["history_until"] == CUT.isoformat()
    found.office.post("verifies", ENDS, END, "two")
    found.office.wait_until_quiet()
    state = found.office.get("ops", "/v1/instance")
    assert (state["history_until"], state["last_closed_on"]) == (None, CUT.isoformat())
    assert state["day"] > "2026"
    # nothing opens it again: not the import's keys, not an administrator, not a migration
    assert refused_code(import_book, found.api, book, tmp_path / "out") == "history_ended"
    assert refused_code(found.api.post, "intake", ENDS, END, "late") == "key_unknown"
    assert refused_code(found.office.post, "reviews", ENDS, END, "late") == "history_ended"
    asked = found.office.post, "ops", "/v1/instance/day", {"on": "2019-07-01"}, "back"
    assert refused_code(*asked) == "clock_is_live"
    asked = found.office.post, "ops", "/v1/instance/closings", {"on": "2019-07-01"}, "close"
    assert refused_code(*asked) == "live_days_close_themselves"
    again = found.again()
    assert again.office.get("ops", "/v1/instance")["history_until"] is None
    database = again.embedded.gateway.database
    with pytest.raises(ValueError, match="live instance has no cast"):
        seed(database, "live", history_people(), passwords=False)
    again.embedded.close()


def test_a_live_instance_that_has_begun_brings_no_history(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/registry.sqlite"
    assert not migrate(REGISTRY, url, "live").brings_history
    with pytest.raises(WrongInstance, match="has begun already"):
        migrate(REGISTRY, url, "live", date(2018, 1, 1), history_until=CUT)


def test_the_same_migration_again_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/registry.sqlite"
    made = migrate(REGISTRY, url, "live", date(2018, 1, 1), history_until=CUT)
    assert made.brings_history
    assert migrate(REGISTRY, url, "live", date(2018, 1, 1), history_until=CUT) == made
    assert migrate(REGISTRY, url, "live") == made
    with pytest.raises(WrongInstance, match="has begun already"):
        migrate(REGISTRY, url, "live", date(2018, 1, 1), history_until=date(2019, 7, 31))


@pytest.mark.parametrize(
    ("mode", "day", "until"),
    [
        ("replay", date(2018, 1, 1), CUT),
        ("live", None, CUT),
        ("live", date(2020, 1, 1), CUT),
        ("live", date(2018, 1, 1), date(9999, 1, 1)),
    ],
)
def test_only_a_live_instance_has_a_history_and_it_lies_in_the_past(
    mode: str, day: date | None, until: date, tmp_path: Path
) -> None:
    with pytest.raises(WrongInstance, match="history"):
        create(None, "registry", mode, day, until)  # type: ignore[arg-type]


def test_a_book_that_begins_on_another_day_is_refused(book: Book, tmp_path: Path) -> None:
    embedded = build_embedded(tmp_path / "i", "live", date(2018, 2, 1), history_until=CUT)
    told = refused_code(import_book, api_of(embedded), book, tmp_path / "out")
    assert told == "history_begins_elsewhere"
    embedded.close()
