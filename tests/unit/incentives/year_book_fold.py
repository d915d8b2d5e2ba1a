"""Play a sample year book in memory, day by day, through the pure rules alone.

Within a day: decisions and facts of the day first, then the lines that are due, for all stations,
then the payments. A station is looked at only on days of its facts and on its next due day, so
that a book which comes out right proves that `next_due_on` misses nothing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from liaison_contracts.money import yuan_of
from liaison_incentives.policy.evaluate import evaluate, next_due_on
from liaison_incentives.policy.facts import (
    BoleDecision,
    ChangeEvaluation,
    Finding,
    Grade,
    Payment,
    Recruitment,
    RivalClaim,
    SpecialEvent,
    SpendingReview,
    StationFacts,
)
from liaison_incentives.policy.lines import Line, State
from liaison_kit.law.editions import Extension, ReadingDecision
from tests.makers_incentives import RULES, TheEdition, paid, the_edition

DATA = Path(__file__).parents[2] / "data"
BOOKS = ("first", "sample", "readings", "corners")
Row = dict[str, str]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def the_day(text: str) -> date:
    return date.fromisoformat(text)


def fen(text: str) -> int:
    return int(Decimal(text) * 100)


@cache
def read(path: Path) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def sample(name: str) -> Book:
    return Book(DATA / f"yearbook-{name}", DATA / f"yearbook-{name}-expected")


@cache
def played(name: str) -> Book:
    book = sample(name)
    book.play()
    return book


class Book:
    """A book with the grades of its result, folded into payouts."""

    def __init__(self, folder: Path, expected: Path) -> None:
        self.folder, self.expected = folder, expected
        years = [int(row["year"]) for row in self.rows("scores")]
        self.first, self.last = date(min(years), 1, 1), date(max(years), 12, 31)
        self.stations = {row["station_code"]: row for row in self.rows("stations")}
        self.payments: dict[str, tuple[Payment, ...]] = defaultdict(tuple)
        self.lines: dict[str, tuple[Line, ...]] = {}

    def rows(self, name: str, station: str = "", *, expected: bool = False) -> list[Row]:
        found = read((self.expected if expected else self.folder) / f"{name}.csv")
        return [row for row in found if not station or row["station_code"] == station]

    @cached_property
    def law(self) -> TheEdition:
        extensions, decisions = [], []
        for row in self.rows("editions"):
            number, on = row["document_no"], the_day(row["decided_on"])
            if row["kind"] == "extension":
                extensions.append(Extension(number, on, the_day(row["valid_until"])))
            else:
                decisions.append(ReadingDecision(row["reading"], row["value"], number, on))
        return the_edition().with_register(tuple(extensions), tuple(decisions))

    @cached_property
    def recruitments(self) -> dict[str, tuple[Recruitment, ...]]:
        found: dict[str, list[Recruitment]] = defaultdict(list)
        for row in self.rows("recruitments"):
            found[row["station_code"]].append(a_claim(row))
        return {station: tuple(claims) for station, claims in found.items()}

    @cached_property
    def facts(self) -> dict[str, StationFacts]:
        return {station: self.facts_of(station) for station in self.stations}

    def facts_of(self, station: str) -> StationFacts:
        withdrawn_on, cause = self.withdrawal_of(station)
        return StationFacts(
            station,
            the_day(self.stations[station]["plaque_granted_on"]),
            withdrawn_on,
            cause,
            accounts_since=self.first,
            grades=tuple(
                Grade(int(row["year"]), row["grade"], date(int(row["year"]), 12, 31))
                for row in self.rows("grades", station, expected=True)
            ),
            recruitments=self.recruitments.get(station, ()),
            events=tuple(
                SpecialEvent(
                    row["event_code"],
                    day(row["approved_on"]),
                    the_day(row["held_on"]),
                    fen(row["approved_amount"]),
                )
                for row in self.rows("events", station)
            ),
            bole_decisions=tuple(
                BoleDecision(
                    row["bole_code"],
                    int(row["year"]),
                    fen(row["amount"]),
                    row["leading_group_decision"],
                )
                for row in self.rows("bole", station)
            ),
            spending_reviews=tuple(
                SpendingReview(int(row["year"]), the_day(row["reviewed_on"]))
                for row in self.rows("spending", station)
                if row["reviewed_on"]
            ),
            changes=tuple(
                ChangeEvaluation(the_day(row["reported_on"]), day(row["decided_on"]))
                for row in self.rows("changes", station)
            ),
            findings=tuple(
                Finding(the_day(row["found_on"]), day(row["confirmed_on"]))
                for row in self.findings(station)
            ),
        )

    def findings(self, station: str) -> list[Row]:
        """Return the findings that have an effect: there is none before the plaque."""
        plaque = the_day(self.stations[station]["plaque_granted_on"])
        rows = self.rows("findings", station)
        return [row for row in rows if the_day(row["found_on"]) >= plaque]

    def withdrawal_of(self, station: str) -> tuple[date | None, str]:
        found = [(on, "two_unqualified_years") for on in self.revocations(station)]
        for row in self.rows("changes", station):
            if row["decision"] == "withdraw":
                found.append((the_day(row["decided_on"]), "change"))
        for row in self.findings(station):
            if row["revoked_on"]:
                found.append((the_day(row["revoked_on"]), "falsification"))
        return min(found, default=(None, ""))

    def revocations(self, station: str) -> Iterator[date]:
        """Play rule 11: a decision counts only for the case that is open on its day."""
        failed = {
            int(row["year"])
            for row in self.rows("grades", station, expected=True)
            if row["grade"] == "unqualified"
        }
        decisions = {int(row["year"]): row for row in self.rows("case_decisions", station)}
        blocked_until = date.min
        for year in sorted(failed):
            opened_on = date(year + 1, 1, 31)
            if year - 1 not in failed or opened_on < blocked_until:
                continue
            decision = decisions.get(year)
            decided_on = the_day(decision["decided_on"]) if decision else date.max
            if decided_on <= opened_on:
                decided_on = date.max
            blocked_until = decided_on
            if decision and decision["decision"] == "revoke" and decided_on < date.max:
                yield decided_on

    def known(self, station: str) -> StationFacts:
        """Return a station's facts with what was paid so far, to it and to its rivals."""
        facts = self.facts[station]
        talents = {claim.talent_ref for claim in facts.recruitments}
        rivals = [
            self.rival(other, claim)
            for other, claims in self.recruitments.items()
            for claim in claims
            if other != station and claim.talent_ref in talents
        ]
        return replace(facts, rivals=tuple(rivals), payments=self.payments[station])

    def rival(self, station: str, claim: Recruitment) -> RivalClaim:
        facts = self.facts[station]
        paid_on = next(
            (
                payment.paid_on
                for payment in self.payments[station]
                if (payment.rule, payment.reference) == ("talent_recruited", claim.recruitment_code)
            ),
            None,
        )
        return RivalClaim(station, facts.plaque_granted_on, facts.withdrawn_on, claim, paid_on)

    def fact_days(self, station: str) -> set[date]:
        facts = self.facts[station]
        days: set[date | None] = {facts.plaque_granted_on, facts.withdrawn_on}
        days.update(entry.published_on for entry in facts.grades)
        days.update(entry.claimed_on for entry in facts.recruitments)
        days.update(on for e in facts.events for on in (e.held_on, e.approved_on))
        days.update(entry.reviewed_on for entry in facts.spending_reviews)
        days.update(on for c in facts.changes for on in (c.reported_on, c.decided_on))
        days.update(on for f in facts.findings for on in (f.found_on, f.confirmed_on))
        return {on for on in days if on is not None}

    def play(self, *, every_day: bool = False) -> None:
        wake: dict[date, set[str]] = defaultdict(set)
        for station in self.stations:
            for on in self.fact_days(station) | {self.first}:
                wake[on].add(station)
        on = self.first
        while on <= self.last:
            woken = set(self.stations) if every_day else wake[on]
            for station in woken:
                facts = self.known(station)
                self.lines[station] = evaluate(facts, self.law, on, RULES)
                following = next_due_on(facts, self.law, on, RULES)
                if following is not None:
                    wake[following].add(station)
            self.pay(woken, on)
            on += timedelta(days=1)

    def pay(self, stations: set[str], on: date) -> None:
        for station in stations:
            due = [line for line in self.lines[station] if line.state is State.PAYABLE]
            self.payments[station] += tuple(paid(line, on) for line in due)
            if due:
                self.lines[station] = evaluate(self.known(station), self.law, on, RULES)

    def payouts(self) -> list[tuple[str, ...]]:
        return sorted(
            (
                str(line.year),
                station,
                line.rule,
                line.reference,
                yuan_of(line.amount_fen),
                line.state.value,
            )
            for station, lines in self.lines.items()
            for line in lines
        )


def a_claim(row: Row) -> Recruitment:
    return Recruitment(
        row["recruitment_code"],
        row["talent_ref"],
        row["level"],
        row["basis"],
        int(row["contract_months"]) if row["contract_months"] else None,
        the_day(row["signed_on"]),
        the_day(row["claimed_on"]),
        row["verified"] == "yes",
        day(row["national_on"]),
        day(row["provincial_on"]),
    )
