"""How long a year of many stations takes to become ordered payments, and how fast its ledger folds.

Facts are there already; measured are the close of the day, sealing, approval, co-signature and
release: every award is decided, written, told, posted, sealed and requested.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from liaison_gateway.start.embedded import build_embedded
from liaison_incentives.tables import ClaimedTalent, PayeeAccount, RecruitmentClaim, SpendingReport
from liaison_incentives.usecases import ledger
from liaison_yearbook.book.reader import read_book
from liaison_yearbook.console import play
from tests.bench.report import Figure, Report, Row, Target
from tests.embedded_client import api_of
from tests.integration.incentives.makers import a_grade, a_plaque
from tests.integration.incentives.system import System

STATIONS, SMALL, CLAIMS_EACH = 10_000, 1_000, 2
DAY = "2019-01-01"
CHUNK = 500
BOOK = Path(__file__).parents[1] / "data" / "yearbook-sample"


def a_year(system: System, stations: int) -> None:
    """Let stations of 2018 be excellent, reviewed, with an account and two verified claims each."""
    codes = [f"LZ-{number:05d}" for number in range(stations)]
    for start in range(0, stations, CHUNK):
        some = codes[start : start + CHUNK]
        system.tell("registry", "2018-01-01", *(a_plaque(code, "2018-01-01") for code in some))
        system.tell("assessment", "2018-12-31", *(a_grade(c, 2018, "excellent") for c in some))
    runtime = system.runtimes["incentives"]
    seal = runtime.context.vault.seal
    with runtime.database.writing() as session:
        for code in codes:
            payee = f"PY-{code}"
            session.add(
                PayeeAccount(
                    payee_ref=payee,
                    account_version=1,
                    station_code=code,
                    last4="6789",
                    holder=seal("station", payee, "1", "holder"),
                    bank=seal("bank", payee, "1", "bank"),
                    number=seal("6222", payee, "1", "number"),
                    state="approved",
                    registered_by="P-1",
                    registered_on=date(2018, 1, 1),
                    approved_by="P-2",
                    usable_on=date(2018, 1, 8),
                )
            )
            session.add(
                SpendingReport(
                    station_code=code,
                    year=2018,
                    spent_fen=1,
                    submitted_on=date(2018, 12, 1),
                    state="accepted",
                    reviewed_on=date(2018, 12, 20),
                    document_no="minutes",
                )
            )
            for number in range(CLAIMS_EACH):
                session.add_all(a_claim(code, number))


def a_claim(station: str, number: int) -> tuple[RecruitmentClaim, ClaimedTalent]:
    """Return a verified claim of the day, and for whom it is."""
    code = f"R-{station}-{number}"
    claim = RecruitmentClaim(
        recruitment_code=code,
        station_code=station,
        talent_ref=f"T-{code}",
        documents=[],
        level="full_time_doctorate",
        basis="service_contract",
        contract_months=60,
        signed_on=date(2018, 12, 1),
        claimed_on=date(2019, 1, 1),
        state="verified",
        reported_by="P-3",
        first_verified_by="P-4",
        first_verified_on=date(2019, 1, 1),
        decided_by="P-5",
        decided_on=date(2019, 1, 1),
    )
    return claim, ClaimedTalent(recruitment_code=code, talent_ref=claim.talent_ref)


def settled(system: System, stations: int) -> float:
    """Return the seconds from facts to requested payouts."""
    began = time.perf_counter()
    system.end(DAY)
    system.order()
    seconds = time.perf_counter() - began
    requested = [p for p in system.payouts().values() if p.state == "requested"]
    assert len(requested) == stations * (2 + CLAIMS_EACH)
    return seconds


@pytest.fixture
def system_of(postgres_database: Callable[[], str], tmp_path: Path) -> Any:
    """Give a maker of systems whose incentives stand on PostgreSQL."""
    made: list[System] = []

    def make(stations: int) -> System:
        url = postgres_database()
        place = tmp_path / str(len(made))
        place.mkdir()
        urls = {"incentives": url}
        system = System(
            lambda service: urls.get(service, f"sqlite:///{place}/{service}.sqlite"), DAY
        )
        made.append(system)
        system.extend()
        a_year(system, stations)
        return system

    yield make
    for system in made:
        system.close()


def test_a_year_is_settled_and_its_ledger_folded(
    system_of: Callable[[int], System], report: Report, sized: Callable[[int], int]
) -> None:
    """Settle a small and a large city, to see whether it stays linear; fold the large ledger."""
    small, large = sized(SMALL), sized(STATIONS)
    few = settled(system_of(small), small)
    system = system_of(large)
    many = settled(system, large)
    each = f"{1000 * few / small:.1f} ms a station of {small:,}; here {1000 * many / large:.1f}"
    what = f"settling a year of {large:,} stations with {large * 2:,} claims into requested payouts"
    report.add(Row("9", what, Figure("s", [many]), Target(at_most=120), each))
    runtime = system.runtimes["incentives"]
    rates = []
    for _ in range(3):
        began = time.perf_counter()
        with runtime.database.reading() as session:
            found = ledger.verify(session, runtime.context.vault.public_key)
        rates.append(found.entries / (time.perf_counter() - began))
        assert found.faults == ()
    what = f"verifying a ledger of {found.entries:,} lines: chain, checkpoints, events, records"
    told = f"JSON and SHA-256 of as many small objects: {bare_hashes(found.entries):,.0f} lines/s"
    report.add(Row("10", what, Figure("lines/s", rates), Target(20_000), told))


def bare_hashes(count: int) -> float:
    """Return how many small objects a second become canonical JSON and a hash."""
    line = {f"name_{number}": f"some text {number}" for number in range(10)}
    began = time.perf_counter()
    for number in range(count):
        sha256(json.dumps({**line, "no": number}, sort_keys=True).encode()).digest()
    return count / (time.perf_counter() - began)


def test_the_sample_book_is_played(report: Report, tmp_path: Path) -> None:
    """Play the sample book on a fresh embedded instance, as `make replay` does."""
    book = read_book(BOOK)
    embedded = build_embedded(tmp_path / "instance", "replay", book.since)
    began = time.perf_counter()
    play(api_of(embedded), book, tmp_path / "out")
    seconds = time.perf_counter() - began
    embedded.close()
    lines = sum(len(book[sheet]) for sheet in ("duties", "scores", "recruitments", "spending"))
    report.add(
        Row(
            "11",
            f"replay of the sample book ({lines:,} lines), embedded",
            Figure("s", [seconds]),
            Target(at_most=60),
        )
    )
