"""The first sample year book, played through events and commands, pays out exactly as expected."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from liaison_contracts.incentives import RecordProgramme, RejectRecruitment, VerifyRecruitment
from liaison_contracts.money import yuan_of
from tests.integration.incentives.makers import (
    D,
    a_claim,
    a_grade,
    a_plaque,
    a_report,
    a_review,
    an_extension,
)
from tests.integration.incentives.system import CLERK, FIRST, LEADER, SECOND, System, a_caller

DATA = Path(__file__).parents[2] / "data"
Row = dict[str, str]
CLERKS = {
    "industry_federation": CLERK,
    "overseas_federation": a_caller("P-clerk-2", "overseas_federation", "guiding_department"),
}


def rows(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Play:
    """Play the first book day by day: facts, the close of the day, then the payments."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.acts: dict[str, list[Callable[[], object]]] = defaultdict(list)
        self.departments: dict[str, str] = {}
        self._stations()
        self._grades()
        self._recruitments()
        self._spending()

    def _stations(self) -> None:
        for row in rows("yearbook-first/editions"):
            told = an_extension(row["valid_until"], row["decided_on"])
            self._on(row["decided_on"], self._recording("registry", row["decided_on"], told))
        for row in rows("yearbook-first/stations"):
            code, on = row["station_code"], row["plaque_granted_on"]
            self.departments[code] = row["guiding_department"]
            plaque = a_plaque(code, on, guiding_department=row["guiding_department"])
            self._on(on, self._recording("registry", on, plaque))
            self._on(on, partial(self.system.account, code))

    def _grades(self) -> None:
        for row in rows("yearbook-first-expected/grades"):
            on = f"{row['year']}-12-31"
            told = a_grade(row["station_code"], int(row["year"]), row["grade"])
            self._on(on, self._recording("assessment", on, told))

    def _recruitments(self) -> None:
        for row in rows("yearbook-first/recruitments"):
            code, on = row["recruitment_code"], row["claimed_on"]
            clerk = CLERKS[self.departments[row["station_code"]]]
            months = int(row["contract_months"]) if row["contract_months"] else None
            claim = a_claim(
                code,
                row["station_code"],
                on,
                talent_ref=row["talent_ref"],
                level=row["level"],
                basis=row["basis"],
                contract_months=months,
                signed_on=D(row["signed_on"]),
            )
            self._on(on, self._sender(clerk, claim))
            if row["verified"] == "yes":
                verify = VerifyRecruitment(recruitment_code=code, verified_on=D(on))
                self._on(on, self._sender(FIRST, verify))
                self._on(on, self._sender(SECOND, verify))
            else:
                reject = RejectRecruitment(recruitment_code=code, reason="no", rejected_on=D(on))
                self._on(on, self._sender(FIRST, reject))
            for programme in ("national", "provincial"):
                if awarded := row[f"{programme}_on"]:
                    told = RecordProgramme(
                        recruitment_code=code,
                        programme=programme,
                        awarded_on=D(awarded),
                    )
                    self._on(max(on, awarded), self._sender(clerk, told))

    def _spending(self) -> None:
        for row in rows("yearbook-first/spending"):
            code, year = row["station_code"], int(row["year"])
            clerk = CLERKS[self.departments[code]]
            report = a_report(code, year, row["submitted_on"])
            self._on(row["submitted_on"], self._sender(clerk, report))
            if row["reviewed_on"]:
                review = a_review(code, year, row["reviewed_on"])
                self._on(row["reviewed_on"], self._sender(LEADER, review))

    def _on(self, day: str, act: Callable[[], object]) -> None:
        self.acts[day].append(act)

    def _recording(self, service: str, on: str, event: object) -> Callable[[], object]:
        return lambda: self.system.tell(service, on, event)

    def _sender(self, caller: object, command: object) -> Callable[[], object]:
        return lambda: self.system.send(caller, command)  # type: ignore[arg-type]

    def days(self) -> Iterator[str]:
        """Yield the days with a fact, and those on which grants fall due."""
        due = {f"{year}-01-01" for year in (2018, 2019, 2020)}
        last = date(2020, 12, 31).isoformat()
        yield from sorted(day for day in due | set(self.acts) if day <= last)

    def play(self) -> None:
        for day in self.days():
            self.system.on(day)
            for act in self.acts[day]:
                act()
            self.system.end(day)
            if any(
                (a.state, a.stage) == ("payable", "free") for a in self.system.awards().values()
            ):
                self.system.pay_all(day)

    def payouts(self) -> list[tuple[str, ...]]:
        """Return what the stored awards show, as the book's table does."""
        return sorted(
            (
                str(award.year),
                award.station_code,
                award.rule,
                award.reference,
                yuan_of(award.amount_fen),
                award.state,
            )
            for award in self.system.awards().values()
        )


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_first_year_book_pays_out_exactly_what_is_expected(
    database_url: Callable[[str], str],
) -> None:
    system = System(database_url, mode="replay")
    play = Play(system)
    play.play()
    expected = [tuple(row.values()) for row in rows("yearbook-first-expected/payouts")]
    assert play.payouts() == expected
    assert system.parked() == []
    assert system.ledger_faults() == ()
    assert_log_tells_the_same(system, expected)
    system.close()


def assert_log_tells_the_same(system: System, expected: list[tuple[str, ...]]) -> None:
    """Fold the events alone: whoever hears them knows what the tables say."""
    lines: dict[str, dict[str, str]] = {}
    holds: dict[str, set[str]] = defaultdict(set)
    for event in system.log():
        data, kind = event["data"], event["type"]
        if kind in ("award.granted.v1", "award.refused.v1"):
            state = "payable" if kind == "award.granted.v1" else "refused"
            lines[data["award_code"]] = {**data, "state": state}
        elif kind == "award.held.v1":
            holds[data["award_code"]].add(data["hold"])
        elif kind == "award.released.v1":
            holds[data["award_code"]].discard(data["hold"])
        elif kind == "award.paid.v1":
            lines[data["award_code"]]["state"] = "paid"
    names = ("year", "station_code", "rule", "reference", "amount")
    folded = [
        (*(str(line[name]) for name in names), "held" if holds[code] else line["state"])
        for code, line in lines.items()
    ]
    assert sorted(folded) == expected
