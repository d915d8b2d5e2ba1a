"""Whatever people, finance and other services do in any order: books balance, nobody is paid twice.

Some hundreds of random operations run each time; LIAISON_RANDOM_OPERATIONS=100000 is for a night,
in parts that may run beside each other. The oracle shares nothing with the service: finance's own
list of what it paid, and a fold of the log.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liaison_contracts.assessment import FindingConfirmed, FindingDismissed, FindingOpened
from liaison_contracts.errors import LiaisonError
from liaison_contracts.finance import PayoutReturned
from liaison_contracts.incentives import RecordFailure, ReissuePayout
from liaison_contracts.money import fen_of
from tests.integration.incentives.makers import a_grade, a_settlement
from tests.integration.incentives.system import FINANCE, SEALER, System

OPERATIONS = int(os.environ.get("LIAISON_RANDOM_OPERATIONS", "200"))
STEPS, PART = 50, 2_500
STATIONS = ("LZ-001", "LZ-002", "LZ-003")
stations = st.sampled_from(STATIONS)
places = st.integers(0, 30)


def a_system_in(folder: Path) -> System:
    """Return the system whose databases lie in a folder; they are made if there are none."""
    return System(lambda service: f"sqlite:///{folder}/{service}.sqlite")


class Office(RuleBasedStateMachine):
    """Do what an office, its stations and finance may do, in any order."""

    founded: Path
    """The databases of a system with its stations, which every sequence begins with."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="office-")
        shutil.copytree(self.founded, self._folder.name, dirs_exist_ok=True)
        self.system = a_system_in(Path(self._folder.name))
        self.requests: list[dict[str, Any]] = []
        self.reminders: list[dict[str, Any]] = []
        self.heard = 0
        self.day = date(2018, 1, 1)
        self.paid: dict[str, tuple[str, int]] = {}
        self.answers = 0
        self.said: set[str] = set()
        self.back: set[str] = set()
        self.findings: list[tuple[str, str]] = []
        self.claims = 0

    def teardown(self) -> None:
        self.system.close()
        self._folder.cleanup()

    # -- time and facts ----------------------------------------------------------------------

    @rule(days=st.sampled_from([0, 1, 20, 120, 365]))
    def close_a_day(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.system.end(self.day.isoformat())

    @rule(station=stations, talent=st.integers(1, 4))
    def claim_a_talent(self, station: str, talent: int) -> None:
        self.claims += 1
        code, ref, on = f"R-{self.claims}", f"T-{talent}", self.day.isoformat()
        self._try(lambda: self.system.recruit(code, station, on, talent_ref=ref))

    @rule(station=stations, years=st.integers(0, 1))
    def review_spending(self, station: str, years: int) -> None:
        year = self.day.year - years
        self._try(lambda: self.system.spend(station, year, self.day.isoformat()))

    @rule(station=stations, grade=st.sampled_from(["excellent", "qualified", "unqualified"]))
    def grade(self, station: str, grade: str) -> None:
        told = a_grade(station, self.day.year - 1, grade, self.day.isoformat(), self.answers + 1)
        self.system.tell("assessment", self.day.isoformat(), told)

    @rule(station=stations)
    def suspect(self, station: str) -> None:
        code = f"F-{len(self.findings)}"
        self.findings.append((code, station))
        found = FindingOpened(finding_code=code, station_code=station, found_on=self.day)
        self.system.tell("assessment", self.day.isoformat(), found)

    @rule(place=places, confirmed=st.booleans())
    def end_a_suspicion(self, place: int, confirmed: bool) -> None:
        if not self.findings:
            return
        code, station = self.findings.pop(place % len(self.findings))
        named: dict[str, Any] = {"finding_code": code, "station_code": station}
        if confirmed:
            told: Any = FindingConfirmed(**named, confirmed_on=self.day, document_no="doc")
        else:
            told = FindingDismissed(**named, dismissed_on=self.day, document_no="doc")
        self.system.tell("assessment", self.day.isoformat(), told)

    # -- money -------------------------------------------------------------------------------

    @rule()
    def order_what_is_payable(self) -> None:
        self._try(self.system.order)

    @rule(place=places, again=st.booleans())
    def settle(self, place: int, again: bool) -> None:
        payout = self._requested(place)
        if payout is None:
            return
        changes = {} if again else {"settlement_id": self._new_answer()}
        told = a_settlement(payout, self.day.isoformat(), **changes)
        was_said = told.settlement_id in self.said
        if self._try(lambda: self.system.send(FINANCE, told)) and not was_said:
            self.said.add(told.settlement_id)  # said again, it changes nothing: also after a return
            if payout["payout_id"] not in self.back:  # a return that came first undoes it
                self.paid[payout["payout_id"]] = (payout["award_code"], fen_of(payout["amount"]))

    @rule(place=places, fen=st.integers(-1, 1))
    def settle_another_amount(self, place: int, fen: int) -> None:
        payout = self._requested(place)
        if payout is None or fen == 0:
            return
        wrong = {"amount_fen": fen_of(payout["amount"]) + fen, "settlement_id": self._new_answer()}
        on = self.day.isoformat()
        assert not self._try(lambda: self.system.send(FINANCE, a_settlement(payout, on, **wrong)))

    @rule(place=places)
    def fail(self, place: int) -> None:
        payout = self._requested(place)
        if payout is None or payout["payout_id"] in self.paid:
            return
        told = RecordFailure(
            payout_id=payout["payout_id"],
            settlement_id=self._new_answer(),
            failed_on=self.day,
            reason_code="account_closed",
        )
        self._try(lambda: self.system.send(FINANCE, told))

    @rule(place=places)
    def give_back(self, place: int) -> None:
        payout = self._requested(place)
        if payout is None:
            return
        payout_id = payout["payout_id"]
        told = PayoutReturned(
            payout_id=payout_id,
            settlement_id=self._new_answer(),
            on=self.day,
            reason_code="account_closed",
        )
        before = len(self.system.parked())
        self.system.finance_says(told, self.day.isoformat())
        if len(self.system.parked()) == before:
            self.back.add(payout_id)
            self.paid.pop(payout_id, None)

    @rule(place=places)
    def pay_again(self, place: int) -> None:
        payout = self._requested(place)
        if payout is not None:
            again = ReissuePayout(payout_id=payout["payout_id"])
            self._try(lambda: self.system.send(SEALER, again))

    # -- what always holds -------------------------------------------------------------------

    @invariant()
    def the_books_balance_and_fit_the_log(self) -> None:
        assert self.system.ledger_faults() == ()

    @invariant()
    def the_fund_paid_what_finance_paid(self) -> None:
        stored = {
            p.payout_id: (p.award_code, p.amount_fen)
            for p in self.system.payouts().values()
            if p.state == "paid"
        }
        assert stored == self.paid

    @invariant()
    def nobody_is_paid_twice(self) -> None:
        awards = [award for award, _ in self.paid.values()]
        assert len(awards) == len(set(awards))

    @invariant()
    def every_request_has_its_own_number(self) -> None:
        told = self._all_requests()
        assert len({payout["payout_id"] for payout in told}) == len(told)

    @invariant()
    def a_reminder_says_what_was_asked(self) -> None:
        asked = {payout["payout_id"]: _without_numbers(payout) for payout in self._all_requests()}
        for reminder in self.reminders:
            assert asked[reminder["payout_id"]] == _without_numbers(reminder)

    # -- ways --------------------------------------------------------------------------------

    def _try(self, act: Any) -> bool:
        """Do something that may be refused; anything but a typed refusal is a bug."""
        try:
            act()
        except LiaisonError:
            return False
        return True

    def _requested(self, place: int) -> dict[str, Any] | None:
        told = self._all_requests()
        return told[-1 - place % len(told)] if told else None

    def _all_requests(self) -> list[dict[str, Any]]:
        """Return every payout that finance was ever asked for; it reads each event once."""
        for event in self.system.log(self.heard):
            self.heard = event["sequence"]
            if event["type"] == "payout.requested.v1":
                is_reminder = event["data"]["reminder_no"] > 0
                (self.reminders if is_reminder else self.requests).append(event["data"])
        return self.requests

    def _new_answer(self) -> str:
        self.answers += 1
        return f"S-{self.answers}"


def _without_numbers(payout: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in payout.items() if k not in ("payout_sequence", "reminder_no")}


@pytest.fixture(scope="module", autouse=True)
def a_founded_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Found the system once; making tables and stations anew costs more than the operations."""
    Office.founded = tmp_path_factory.mktemp("founded")
    system = a_system_in(Office.founded)
    system.extend()
    for code in STATIONS:
        system.station(code)
    system.close()
    yield
    del Office.founded


@pytest.mark.parametrize("part", range(max(1, OPERATIONS // PART)))
def test_any_order_of_operations_leaves_the_books_right(part: int) -> None:
    profile = settings(
        max_examples=max(1, min(OPERATIONS, PART) // STEPS),
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    office = seed(part)(type(Office.__name__, (Office,), {}))  # so that a part can be repeated
    run_state_machine_as_test(office, settings=profile)  # type: ignore[no-untyped-call]
