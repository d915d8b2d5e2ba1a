"""A live instance is given its past: paid before, not told to finance, and live afterwards."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from deploy.auditor import verify_proof
from liaison_contracts.errors import LiaisonError
from liaison_gateway.accounts import add_person
from liaison_gateway.cast import history_people, people, seed
from liaison_gateway.cli import api_of, play
from liaison_gateway.embedded import Embedded, build_embedded
from liaison_gateway.past import bring
from liaison_gateway.playing import cast_of
from liaison_gateway.replay.api import Api
from liaison_gateway.replay.book import Book, read_book
from liaison_gateway.replay.payday import Payday
from liaison_gateway.replay.results import COLUMNS
from liaison_kit.instance import WrongInstance, create
from liaison_kit.migrate import migrate
from liaison_kit.nightly import days_due
from liaison_registry.definition import DEFINITION as REGISTRY
from tests.integration.replay.small_book import a_recruitment, a_station, scores_of, write_book

pytestmark = pytest.mark.timeout(300)

CUT = date(2019, 6, 30)
END = {"history_until": CUT.isoformat(), "document_no": "minutes 1"}
ENDS = "/v1/instance/history-ends"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Give a book of two years, which ends half a year after the history does."""
    scores = [
        line
        for code, score in (("LZ-001", 90), ("LZ-002", 70))
        for year in (2018, 2019)
        for line in scores_of(code, year, score)
    ]
    folder = write_book(
        tmp_path_factory.mktemp("book"),
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
        return self.embedded.gateway.days

    def again(self) -> Live:
        """Stop, and start anew on the same databases."""
        self.embedded.close()
        self.embedded = an_embedded(self.folder)
        api = api_of(self.embedded)
        self.api = Api(api._http, cast_of(self.keys))
        return self


def an_embedded(folder: Path) -> Embedded:
    return build_embedded(folder, "live", date(2018, 1, 1), history_until=CUT)


def a_live_one(folder: Path) -> Live:
    """Make a live instance that brings its history, with people of its own beside the import's."""
    embedded = an_embedded(folder)
    api = api_of(embedded)
    with embedded.gateway.database.writing() as session:
        issued = [add_person(session, each, live=True, cheap=True) for each in people()]
    office = Api(api._http, cast_of({each.person.part: each.key for each in issued}))
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


@pytest.fixture(scope="module")
def live(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Give a live instance with the past brought in, its history still open."""
    folder = tmp_path_factory.mktemp("live")
    found = a_live_one(folder / "instance")
    bring(found.api, book, folder / "out")
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
    bring(live.api, book, tmp_path / "out")
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
        bring(Mortal(found.api, after), book, tmp_path / "out")  # type: ignore[arg-type]
    bring(found.again().api, book, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(live.folder.parent / "out")
    assert books(found) == books(live)
    assert heads(found) == heads(live)
    found.embedded.close()


# -- who may, and when ---------------------------------------------------------------------------


def refused_code(act: Any, *arguments: Any) -> str:
    with pytest.raises(LiaisonError) as caught:
        act(*arguments)
    return caught.value.code


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
    bring(found.api, book, tmp_path / "out")
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
    assert refused_code(bring, found.api, book, tmp_path / "out") == "history_ended"
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
    told = refused_code(bring, api_of(embedded), book, tmp_path / "out")
    assert told == "history_begins_elsewhere"
    embedded.close()


# -- afterwards ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ended(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Give a live instance whose history has ended, with accounts to pay on."""
    folder = tmp_path_factory.mktemp("ended")
    found = a_live_one(folder / "instance")
    bring(found.api, book, folder / "out")
    office = found.office
    for code in ("LZ-001", "LZ-002"):
        body = {"holder": "a chamber", "bank": "a bank", "number": f"6222-{code}"}
        path = f"/v1/stations/{code}/payee-accounts"
        account = office.post("accounts.enters", path, body, f"account-{code}")
        path = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
        version = {"account_version": account["account_version"]}
        office.post("accounts.approves", path, version, f"approve-{code}")
    end(found)
    yield found
    found.embedded.close()


def test_what_falls_due_afterwards_is_paid_the_ordinary_way(ended: Live) -> None:
    office = ended.office
    claim = {
        "recruitment_code": "R-9", "talent_ref": "T-9", "level": "full_time_doctorate",
        "basis": "service_contract", "contract_months": 60,
        "signed_on": "2019-08-01", "claimed_on": "2019-08-01",
    }  # fmt: skip
    officer = "industry_federation.enters"
    office.post(officer, "/v1/stations/LZ-002/recruitments", claim, "claim")
    for part in ("verifies", "verifies.second"):
        path, day = "/v1/recruitments/R-9/verifications", {"verified_on": "2019-08-02"}
        office.post(part, path, day, f"verify-{part}")
    review = {"outcome": "accepted", "reviewed_on": "2019-08-10", "document_no": "minutes 2"}
    report = {"year": 2018, "spent": "15000.00", "submitted_on": "2019-08-05"}
    path = "/v1/stations/LZ-002/spending-reports"
    office.post(officer, path, report, "report")
    office.post("leading_group", f"{path}/2018/reviews", review, "review")
    ended.days.close(date(2019, 8, 31))
    assert Payday(office).pay(date(2019, 9, 1)) == 2
    requested = told(office, "payout.requested.")
    assert sorted(payout["award_code"] for payout in requested) == [
        "base_grant.LZ-002.2019",
        "talent_recruited.LZ-002.R-9",
    ], "what was held in the history is paid live, and nothing of what was paid before"
    accounts = books(ended)
    assert (accounts["paid_before"], accounts["fund"]) == ("275000.00", "80000.00")


def test_what_was_paid_before_can_be_asked_back(ended: Live) -> None:
    office, award = ended.office, "talent_recruited.LZ-001.R-1"
    proposal = {"amount": "50000.00", "currency": "CNY", "cause": "falsification",
                "document_no": "minutes 3"}  # fmt: skip
    asked = office.post("verifies", f"/v1/awards/{award}/clawbacks", proposal, "propose")
    path = f"/v1/clawbacks/{asked['clawback_code']}"
    decision = {"decision": "recover", "due_on": "2099-01-01", "document_no": "minutes 4"}
    office.post("leading_group", f"{path}/decisions", decision, "decide")
    receipt = {"settlement_id": "S-back", "amount": "50000.00", "currency": "CNY",
               "received_on": "2026-01-01", "voucher_no": "V-1"}  # fmt: skip
    office.post("finance", f"{path}/receipts", receipt, "receive")
    office.wait_until_quiet()
    [wanted] = told(office, "payout.clawback_requested.")
    assert wanted["amount"] == "50000.00"
    assert books(ended)["paid_before"] == "275000.00", "what was paid before stays told"
    proof = office.post("auditor", f"/v1/awards/{award}/proofs", {}, "proof")
    verified = verify_proof.verify(rfc8785.dumps(proof["bundle"]), proof["key_id"])
    assert verified["award"]["state"] == "paid"
