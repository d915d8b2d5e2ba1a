"""Read a year book's CSV files and play the policies of assessment over them, nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from liaison_assessment.policy.duties import MissedDuty, StationDuties, missed
from liaison_assessment.policy.duty_types import BUILT_IN
from liaison_assessment.policy.facts import (
    Authorization,
    Candidate,
    DutyRecord,
    Grade,
    Recruitment,
    ScoreLine,
)
from liaison_assessment.policy.figures import Figures, Law, Readings
from liaison_assessment.policy.streaks import StreakFacts, YearGrade, find_streak, streak_day
from liaison_assessment.policy.year_grades import YearDecision, grade_year
from liaison_kit.law.editions import (
    Edition,
    Extension,
    ReadingDecision,
    load_edition,
)
from liaison_registry.policy.life.cases import (
    Case,
    CaseCause,
    CaseVerdict,
    StationStanding,
    decide_case,
    open_case,
)

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
EDITION = ROOT / "services/assessment/liaison_assessment/editions/luzhou_2017.toml"
Row = dict[str, str]


@cache
def base_edition() -> Edition[Figures, Readings]:
    """Return the edition of assessment as it is shipped."""
    return load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)


def law_with(since: str = "2017-08-02", until: str = "2099-12-31", **readings: str) -> Law:
    """Return the edition extended without end, with other readings by code (`A4="floor"`)."""
    day = date.fromisoformat(since)
    register = tuple(ReadingDecision(code, to, "test", day) for code, to in readings.items())
    extension = Extension("test", day, date.fromisoformat(until))
    return base_edition().with_register((extension,), register)


def rows(folder: Path, name: str) -> list[Row]:
    """Return the lines of one file of a book."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """Return a date, or None for an empty field."""
    return date.fromisoformat(text) if text else None


@dataclass
class Book:
    """Hold a book's lines by station, and what playing it has decided so far."""

    folder: Path
    law: Law = field(init=False)
    plaques: dict[str, date] = field(init=False)
    withdrawn: dict[str, date] = field(default_factory=dict)
    grades: dict[int, YearDecision] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.law = self._law()
        stations = rows(self.folder, "stations")
        self.plaques = {
            r["station_code"]: date.fromisoformat(r["plaque_granted_on"]) for r in stations
        }
        self.scores = self._by_station("scores")
        self.recruitments = self._by_station("recruitments")
        self.duties = self._by_station("duties")
        self.findings = {
            r["station_code"]: date.fromisoformat(r["found_on"])
            for r in rows(self.folder, "findings")
        }
        years = [int(r["year"]) for r in rows(self.folder, "scores")]
        self.years = range(min(years), max(years) + 1)
        for change in rows(self.folder, "changes"):
            if change["decision"] == "withdraw":
                self._withdraw(change["station_code"], date.fromisoformat(change["decided_on"]))
        for finding in rows(self.folder, "findings"):
            if finding["revoked_on"]:
                self._withdraw(finding["station_code"], date.fromisoformat(finding["revoked_on"]))

    def _law(self) -> Law:
        lines = rows(self.folder, "editions")
        extensions = tuple(
            Extension(
                r["document_no"],
                date.fromisoformat(r["decided_on"]),
                date.fromisoformat(r["valid_until"]),
            )
            for r in lines
            if r["kind"] == "extension"
        )
        readings = tuple(
            ReadingDecision(
                r["reading"], r["value"], r["document_no"], date.fromisoformat(r["decided_on"])
            )
            for r in lines
            if r["kind"] == "reading"
        )
        return base_edition().with_register(extensions, readings)

    def _by_station(self, name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows(self.folder, name):
            found[row["station_code"]].append(row)
        return found

    def _withdraw(self, code: str, on: date) -> None:
        self.withdrawn[code] = min(on, self.withdrawn.get(code, on))

    def authorization(self, code: str) -> Authorization:
        """Return the days a station is authorised, as known so far."""
        return Authorization(self.plaques[code], self.withdrawn.get(code))

    def play(self) -> None:
        """Grade each year, open cases on 31 January, decide them when people did."""
        verdicts = sorted(rows(self.folder, "case_decisions"), key=lambda r: r["decided_on"])
        for year in self.years:
            verdicts = self._decide(verdicts, date(year, 12, 31))
            self.grades[year] = grade_year(year, self._candidates(year), self.law)
            if year + 1 in self.years:
                verdicts = self._decide(verdicts, streak_day(year, self.law))
                self._open(year)

    def _candidates(self, year: int) -> list[Candidate]:
        return [
            Candidate(
                station_code=code,
                authorization=self.authorization(code),
                scores=tuple(
                    ScoreLine(r["side"], int(r["material"]), Decimal(r["score"]))
                    for r in self.scores[code]
                    if r["year"] == str(year)
                ),
                recruitments=tuple(
                    Recruitment(
                        date.fromisoformat(r["signed_on"]),
                        date.fromisoformat(r["claimed_on"]),
                        r["verified"] == "yes",
                    )
                    for r in self.recruitments[code]
                ),
                finding_on=self.findings.get(code),
            )
            for code in self.plaques
        ]

    def _decide(self, verdicts: list[Row], until: date) -> list[Row]:
        for row in verdicts:
            on = date.fromisoformat(row["decided_on"])
            for case in self.cases if on <= until else ():
                same = (case.station_code, str(case.year)) == (row["station_code"], row["year"])
                if same and not case.decision and case.opened_on <= on:
                    verdict = CaseVerdict(row["decision"], on, "book", ("as the book records",))
                    outcome = decide_case(case, verdict)
                    self.cases[self.cases.index(case)] = outcome.case
                    if outcome.withdrawn_on:
                        self._withdraw(case.station_code, outcome.withdrawn_on)
        return [r for r in verdicts if date.fromisoformat(r["decided_on"]) > until]

    def _open(self, year: int) -> None:
        for code in self.plaques:
            known = tuple(
                YearGrade(past, Grade(entry.grade))
                for past, decision in self.grades.items()
                for entry in decision.entries
                if entry.station_code == code
            )
            pending = [c for c in self.cases if c.station_code == code and not c.decision]
            facts = StreakFacts(code, self.authorization(code), known, bool(pending))
            streak = find_streak(facts, year, self.law)
            if streak.opens:
                on = streak.found_on
                cause = CaseCause(code, "two_unqualified_years", year, on, streak.route)
                gone = self.withdrawn.get(code)
                opening = open_case(cause, StationStanding(code, gone))
                assert opening.case, opening.reasons
                self.cases.append(opening.case)

    def grade_lines(self) -> list[tuple[str, ...]]:
        """Return the lines of grades.csv."""
        return sorted(
            (str(year), e.station_code, e.score_shown, str(e.grade))
            for year, decision in self.grades.items()
            for e in decision.entries
        )

    def quota_lines(self) -> list[tuple[str, ...]]:
        """Return the lines of quotas.csv."""
        return [(str(d.year), str(d.graded), str(d.quota)) for d in self.grades.values()]

    def case_lines(self) -> list[tuple[str, ...]]:
        """Return the lines of cases.csv that two unqualified years open."""
        return sorted((c.station_code, c.kind, str(c.year), c.decision) for c in self.cases)

    def duty_lines(self) -> list[tuple[str, ...]]:
        """Return the lines of duties_missed.csv."""
        window = (date(self.years[0], 1, 1), date(self.years[-1], 12, 31))
        found: list[MissedDuty] = []
        for code in self.plaques:
            records = tuple(_record(row) for row in self.duties[code])
            station = StationDuties(code, self.authorization(code), records)
            found += missed(station, BUILT_IN, window, self.law)
        return sorted((m.station_code, m.duty_type, m.period) for m in found)


def _record(row: Row) -> DutyRecord:
    return DutyRecord(
        record_code=row["record_code"],
        station_code=row["station_code"],
        duty_type=row["duty_type"],
        occurred_on=date.fromisoformat(row["occurred_on"]),
        reported_on=date.fromisoformat(row["reported_on"]),
        evidence=(row["evidence"],),
        verified=row["verified"] == "yes",
    )


def expected(name: str, table: str) -> list[tuple[str, ...]]:
    """Return the expected lines of one table of a sample book."""
    return [tuple(row.values()) for row in rows(DATA / f"yearbook-{name}-expected", table)]
