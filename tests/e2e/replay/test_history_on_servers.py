"""An office's past comes into a live instance of several processes, and its present follows.

`liaison import-history` is started as an officer would, on RabbitMQ and PostgreSQL; it is killed on
the way, and so is incentives. One instance is made, and its tests follow each other on it.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.local.demo.finance import AmqpFinance
from deploy.local.demo.instances import connect, credentials
from deploy.local.servers.cluster import ASKED, Cluster
from liaison_gateway.access.accounts import add_person
from liaison_gateway.access.built_in_accounts import people
from liaison_kit.bus import topology
from liaison_kit.instance.instance import TIME_ZONE
from liaison_kit.store.database import Database
from liaison_kit.testing.wait import wait_for
from liaison_yearbook.client import Api
from liaison_yearbook.replay.payments import Payments
from tests.integration.replay.small_book import a_recruitment, a_station, scores_of, write_book

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]
TODAY = datetime.now(TIME_ZONE).date()
CUT = TODAY - timedelta(days=14)
"""The days since are closed one by one when the history ends: these are few, and enough for a new
payee account to be waited for."""
YEAR = CUT.year
BEGINS = date(YEAR - 1, 1, 1)
DUE = [
    [str(YEAR - 1), "LZ-001", "base_grant", "", "30000.00", "paid"],
    [str(YEAR - 1), "LZ-001", "talent_recruited", "R-1", "50000.00", "paid"],
    [str(YEAR), "LZ-001", "base_grant", "", "30000.00", "held"],
]
"""The grant of the second year waits for the spending report of the first."""


def a_book(folder: Path) -> Path:
    years, begins = (YEAR - 1, YEAR), BEGINS.isoformat()
    return write_book(
        folder,
        editions=[("luzhou_2017", "extension", "e", begins, f"{YEAR + 9}-12-31", "", "")],
        stations=[a_station("LZ-001", begins)],
        scores=[line for year in years for line in scores_of("LZ-001", year, 70)],
        recruitments=[a_recruitment("R-1", "LZ-001", f"{YEAR - 1}-03-01")],
    )


@dataclass
class System:
    """Hold a live instance on servers, the keys of its import, and the people who work in it."""

    folder: Path
    cluster: Cluster
    office: Api
    finance: AmqpFinance

    def import_book(self) -> subprocess.Popen[str]:
        """Start the import as an officer would."""
        arguments = [str(self.folder / "book"), "--gateway", self.cluster.address]
        arguments += ["--keys", str(self.folder / "keys.json"), "--out", str(self.folder / "out")]
        command = [sys.executable, "-m", "liaison_yearbook", "import-history", *arguments]
        environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment, text=True)

    def state(self) -> dict[str, Any]:
        """Return what the instance tells of itself."""
        return dict(self.office.get("ops", "/v1/instance"))

    def told(self, kind: str) -> list[dict[str, Any]]:
        """Return what incentives told of one kind."""
        return [event["data"] for event in self.office.events("auditor", "incentives", kind)]

    def books(self) -> dict[str, Any]:
        """Return the balances, which every service's own check has found in order."""
        runs = {service: self.cluster.run(service, "verify") for service in ASKED}
        assert not [run.stdout + run.stderr for run in runs.values() if run.returncode]
        answer = self.office.get("auditor", "/v1/ledger/verification")["data"]
        assert list(answer["faults"]) == []
        return dict(answer["accounts"])


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with tempfile.TemporaryDirectory(prefix="liaison-history-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database server's own user has to reach its part
        a_book(folder / "book")
        private = {key: os.environ[key] for key in os.environ if not key.endswith("_URI")}
        private.pop("DATABASE_URL", None)
        place = folder / "cluster"
        with Cluster(
            place, BEGINS, name="live", mode="live", history_until=CUT, environ=private
        ) as cluster:
            cluster.prepare(from_scratch=True)
            seeded = cluster.run("gateway", "seed")
            assert seeded.returncode == 0, seeded.stderr
            (folder / "keys.json").write_text(seeded.stdout, "utf-8")
            cluster.start()
            database = Database(cluster.access["gateway"].runtime_url, pool_size=1)
            with database.writing() as session:
                issued = [add_person(session, each, live=True, cheap=True) for each in people()]
            database.close()
            client = connect(cluster.address, credentials(issued))
            names = topology.Names("live")
            queue, exchange = names.queue("incentives", "finance"), names.exchange("finance")
            finance = AmqpFinance(cluster.broker.of("finance"), queue, exchange, client)
            yield System(folder, cluster, client, finance)
            finance.close()
            client.close()


def payouts(system: System) -> list[list[str]]:
    with (system.folder / "out" / "payouts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_an_import_goes_on_where_it_or_a_service_was_killed(system: System) -> None:
    player = system.import_book()
    wait_for(lambda: system.state()["day"] >= f"{YEAR - 1}-02-01", 120, "the first month")
    player.kill()
    player.communicate()
    player = system.import_book()
    wait_for(lambda: system.state()["day"] >= f"{YEAR - 1}-04-01", 120, "the award of March")
    system.cluster.kill("incentives")
    told = player.communicate(timeout=300)[1]
    assert player.returncode == 1, told
    assert "Stopped:" in told
    system.cluster.start_one("incentives")
    system.cluster.wait_ready("incentives")
    player = system.import_book()
    told = player.communicate(timeout=300)[1]
    assert player.returncode == 0, told
    assert "Two people of the talent office must now end the history." in " ".join(told.split())
    assert payouts(system) == DUE
    assert system.state()["last_closed_on"] == CUT.isoformat()


def test_what_was_paid_before_is_booked_once_and_finance_hears_nothing(system: System) -> None:
    before = system.told("award.paid_before.")
    assert sorted((award["award_code"], award["amount"]) for award in before) == [
        (f"base_grant.LZ-001.{YEAR - 1}", "30000.00"),
        ("talent_recruited.LZ-001.R-1", "50000.00"),
    ]
    accounts = system.books()
    assert (accounts["paid_before"], accounts["commitment"]) == ("80000.00", "30000.00")
    assert system.told("payout.") == []
    assert not system.finance.listen()


def test_the_same_book_again_changes_nothing(system: System) -> None:
    before = system.state()["positions"]
    player = system.import_book()
    told = player.communicate(timeout=300)[1]
    assert player.returncode == 0, told
    assert system.state()["positions"] == before
    assert payouts(system) == DUE


def test_once_the_history_is_ended_what_was_held_is_paid_live_and_nothing_else(
    system: System,
) -> None:
    office, officer = system.office, "industry_federation.enters"
    body = {"holder": "a chamber", "bank": "a bank", "number": "6222000011112222"}
    path = "/v1/stations/LZ-001/payee-accounts"
    account = office.post("accounts.enters", path, body, "account")
    version = {"account_version": account["account_version"]}
    path = f"/v1/payee-accounts/{account['payee_ref']}/approvals"
    office.post("accounts.approves", path, version, "approve")
    end = {"history_until": CUT.isoformat(), "document_no": "minutes 1"}
    for part in ("intake", "verifies"):
        office.post(part, "/v1/instance/history-ends", end, f"end-{part}")
    path = "/v1/stations/LZ-001/spending-reports"
    on = CUT.isoformat()
    report = {"year": YEAR - 1, "spent": "15000.00", "submitted_on": on}
    office.post(officer, path, report, "report")
    review = {"outcome": "accepted", "reviewed_on": on, "document_no": "minutes 2"}
    office.post("leading_group", f"{path}/{YEAR - 1}/reviews", review, "review")
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    # nobody closes these days: the nightly close does, which looks once a minute
    wait_for(
        lambda: (system.state()["last_closed_on"] or "") >= yesterday, 180, "the nightly close"
    )
    assert Payments(office).pay(TODAY) == 1
    [request] = system.finance.receive(1)
    assert request["data"]["award_code"] == f"base_grant.LZ-001.{YEAR}"
    office.wait_until_quiet()
    accounts = system.books()
    assert (accounts["paid_before"], accounts["fund"]) == ("80000.00", "30000.00")
    player = system.import_book()
    told = player.communicate(timeout=300)[1]
    assert player.returncode == 1, told
    assert "history" in told


def test_the_keys_of_the_import_open_nothing_any_more(system: System) -> None:
    keys = json.loads((system.folder / "keys.json").read_text(encoding="utf-8"))
    for key in {each["key"] for each in keys}:
        asked = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=system.cluster.address, trust_env=False) as http:
            assert http.get("/v1/awards", headers=asked).status_code == 401
