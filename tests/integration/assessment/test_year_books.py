"""Play the sample year books through registry's and assessment's commands, and compare."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

import pytest

from liaison_contracts.assessment import (
    ConfirmFinding,
    DutyEntry,
    DutyReview,
    OpenFinding,
    RecordDuties,
    ReviewDuties,
)
from liaison_contracts.incentives import RecruitmentReported, RecruitmentVerified
from liaison_contracts.registry import (
    DecideChange,
    DecideRevocationCase,
    ImportStations,
    RecordReading,
    RecordTrialExtension,
    ReportChange,
    StationEntry,
)
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    SECOND,
    D,
    System,
    a_sheet,
    a_submission,
)
from tests.unit.assessment.assessment_yearbook import DATA, Row, expected, rows

DEPARTMENTS = {"industry_federation": INDUSTRY, "overseas_federation": OVERSEAS}
POLICY, FACTS, DECISIONS, YEAR_END = range(4)
Act = tuple[date, int, Callable[[], Any]]


class Play:
    """Play one book day by day: acts in their order, the year's grades, the close."""

    def __init__(self, system: System, name: str) -> None:
        self.system, self.name, self.folder = system, name, DATA / f"yearbook-{name}"
        stations = rows(self.folder, "stations")
        self.guides = {r["station_code"]: DEPARTMENTS[r["guiding_department"]] for r in stations}
        self.scores = rows(self.folder, "scores")
        years = [int(line["year"]) for line in self.scores]
        self.years = range(min(years), max(years) + 1)

    def play(self) -> None:
        last = date(self.years[-1] + 1, 1, 31)
        acts = [act for act in self._acts() if act[0] <= last]
        closes = {date(year + more, 1, 31) for year in self.years for more in (0, 1)}
        days = defaultdict(list, {day: [] for day in closes})
        for on, rank, act in acts:
            days[max(on, date(self.years[0], 1, 1))].append((rank, act))
        for day in sorted(days):
            self.system.on(day.isoformat())
            for _, ranked in groupby(sorted(days[day], key=rank_of), key=rank_of):
                for _, act in ranked:
                    act()
                self.system.bus.pump()
            if day in closes:
                self.system.driver.close(day)

    def _acts(self) -> Iterator[Act]:
        for sheet in (
            self._editions,
            self._stations,
            self._duties,
            self._recruitments,
            self._changes,
            self._findings,
            self._cases,
        ):
            yield from sheet()
        for year in self.years:
            yield date(year, 12, 31), YEAR_END, lambda year=year: self._grade(year)

    def _send(self, caller: Any, command: object) -> Any:
        return self.system.send(caller, command, pump=False)

    def _rows(self, name: str) -> list[Row]:
        return rows(self.folder, name)

    def _editions(self) -> Iterator[Act]:
        for line in self._rows("editions"):
            shared = {name: line[name] for name in ("edition", "document_no")}
            shared["decided_on"] = on = D(line["decided_on"])
            if line["kind"] == "extension":
                command: Any = RecordTrialExtension(valid_until=D(line["valid_until"]), **shared)
            else:
                command = RecordReading(reading=line["reading"], value=line["value"], **shared)
            for caller in (OFFICER, SECOND):
                yield on, POLICY, lambda who=caller, what=command: self._send(who, what)

    def _stations(self) -> Iterator[Act]:
        for line in self._rows("stations"):
            values: dict[str, Any] = dict(line)
            values["plaque_granted_on"] = on = D(line["plaque_granted_on"])
            command = ImportStations(stations=(StationEntry(**values),))
            yield on, POLICY, lambda what=command: self._send(OFFICER, what)

    def _duties(self) -> Iterator[Act]:
        """Enter a month's records on its last day, as an office may."""

        def entry(line: Row) -> tuple[date, str]:
            reported_on = D(line["reported_on"])
            last = monthrange(reported_on.year, reported_on.month)[1]
            return reported_on.replace(day=last), self.guides[line["station_code"]].org

        for (on, org), lines in groupby(sorted(self._rows("duties"), key=entry), key=entry):
            found = list(lines)
            yield on, FACTS, lambda who=DEPARTMENTS[org], a=found, b=on: self._enter(who, a, b)

    def _enter(self, caller: Any, lines: list[Row], on: date) -> None:
        names = ("record_code", "station_code", "duty_type", "evidence")
        records = tuple(
            DutyEntry(
                **{name: line[name] for name in names},
                occurred_on=D(line["occurred_on"]),
                reported_on=D(line["reported_on"]),
            )
            for line in lines
        )
        self._send(caller, RecordDuties(records=records))
        reviews = tuple(
            DutyReview(record_code=line["record_code"], outcome="verified")
            for line in lines
            if line["verified"] == "yes"
        )
        if reviews:
            self._send(OFFICER, ReviewDuties(reviews=reviews, reviewed_on=on))

    def _recruitments(self) -> Iterator[Act]:
        for line in self._rows("recruitments"):
            names = ("recruitment_code", "station_code")
            shared: dict[str, Any] = {name: line[name] for name in names}
            shared["signed_on"], on = D(line["signed_on"]), D(line["claimed_on"])
            told: list[Any] = [
                RecruitmentReported(
                    talent_ref=line["talent_ref"],
                    level=line["level"],
                    basis=line["basis"],
                    contract_months=None,
                    claimed_on=on,
                    **shared,
                )
            ]
            if line["verified"] == "yes":
                told.append(RecruitmentVerified(decided_on=on, reasons=(), **shared))
            yield on, FACTS, lambda told=told: self.system.tell(*told)

    def _changes(self) -> Iterator[Act]:
        for number, line in enumerate(self._rows("changes")):
            code, station = f"CH-{number}", line["station_code"]
            report = ReportChange(
                change_code=code,
                station_code=station,
                change=line["change"],
                happened_on=D(line["happened_on"]),
                reported_on=D(line["reported_on"]),
            )
            who = self.guides[station]
            yield report.reported_on, FACTS, lambda a=who, b=report: self._send(a, b)
            if line["decision"]:
                decision: Any = DecideChange(
                    change_code=code,
                    decision=line["decision"],
                    decided_on=D(line["decided_on"]),
                    document_no="book",
                    passed_by=("leading_group", "city_government"),
                )
                yield decision.decided_on, DECISIONS, lambda b=decision: self._send(OFFICER, b)

    def _findings(self) -> Iterator[Act]:
        for number, line in enumerate(self._rows("findings")):
            code, on = f"F-{number}", D(line["found_on"])
            found = OpenFinding(
                finding_code=code, station_code=line["station_code"], found_on=on, grounds="book"
            )
            yield on, FACTS, lambda b=found: self._send(OFFICER, b)
            if line["confirmed_on"]:
                on = D(line["confirmed_on"])
                confirm = ConfirmFinding(finding_code=code, confirmed_on=on, document_no="book")
                yield on, FACTS, lambda b=confirm: self._send(SECOND, b)
            if line["revoked_on"]:
                yield self._decision(f"FA-{code}", "revoke", line["revoked_on"])

    def _cases(self) -> Iterator[Act]:
        for line in self._rows("case_decisions"):
            code = f"TU-{line['station_code']}-{line['year']}"
            yield self._decision(code, line["decision"], line["decided_on"])

    def _decision(self, code: str, decision: Any, on: str) -> Act:
        command = DecideRevocationCase(
            case_code=code,
            decision=decision,
            decided_on=D(on),
            document_no="book",
            reasons=("as the book records",),
        )
        return D(on), DECISIONS, lambda: self._send(OFFICER, command)

    def _grade(self, year: int) -> None:
        self.system.open(year)
        lines = [line for line in self.scores if line["year"] == str(year)]
        for side in ("talent_office", "guiding_department"):
            for org, caller in DEPARTMENTS.items():
                sheets = self._sheets(lines, side, org)
                who = OFFICER if side == "talent_office" else caller
                if sheets:
                    command = a_submission(year, side, tuple(sheets), date(year, 12, 31))
                    self._send(who, command)
        self.system.publish(year)

    def _sheets(self, lines: list[Row], side: str, org: str) -> list[Any]:
        points: dict[str, dict[int, str]] = defaultdict(dict)
        for line in lines:
            if line["side"] == side and self.guides[line["station_code"]].org == org:
                points[line["station_code"]][int(line["material"])] = line["score"]
        return [a_sheet(code, *map(found.get, range(1, 8))) for code, found in points.items()]

    # -- what came of it -----------------------------------------------------------------------

    def grades(self) -> list[tuple[str, ...]]:
        return sorted(
            (str(g["year"]), g["station_code"], shown(g["score"]), g["grade"])
            for g in self.system.told("grade.published")
        )

    def quotas(self) -> list[tuple[str, ...]]:
        closed = self.system.told("assessment.closed")
        return [(str(c["year"]), str(c["graded"]), str(c["quota"])) for c in closed]

    def duties_missed(self) -> list[tuple[str, ...]]:
        missed = self.system.told("duty.missed")
        return sorted((m["station_code"], m["duty_type"], m["period"]) for m in missed)

    def cases(self) -> list[tuple[str, ...]]:
        last = date(self.years[-1], 12, 31).isoformat()
        decided = {
            c["case_code"]: c["decision"]
            for c in self.system.told("revocation_case.decided", "registry")
            if c["decided_on"] <= last
        }
        return sorted(
            (c["station_code"], c["kind"], str(c["year"]), decided.get(c["case_code"], ""))
            for c in self.system.told("revocation_case.opened", "registry")
            if c["kind"] == "two_unqualified_years" and c["opened_on"] <= last
        )


def rank_of(entry: tuple[int, Callable[[], Any]]) -> int:
    return entry[0]


def shown(score: str | None) -> str:
    return str(Decimal(score).quantize(Decimal("0.01"), ROUND_HALF_UP)) if score else ""


LONG = [pytest.param(name, marks=pytest.mark.slow) for name in ("sample", "readings", "corners")]


@pytest.mark.parametrize("name", ["first", *LONG])
def test_a_year_book_comes_out_as_expected(name, tmp_path):
    first = min(line["year"] for line in rows(DATA / f"yearbook-{name}", "scores"))
    system = System(tmp_path, f"sqlite:///{tmp_path}/assessment.sqlite", f"{first}-01-01")
    book = Play(system, name)
    book.play()
    assert book.grades() == expected(name, "grades")
    assert book.quotas() == expected(name, "quotas")
    assert book.duties_missed() == expected(name, "duties_missed")
    wanted = [line for line in expected(name, "cases") if line[1] == "two_unqualified_years"]
    assert book.cases() == wanted
    assert system.client.head("assessment")["parked"] == 0
    for runtime in system.runtimes.values():
        runtime.database.close()
