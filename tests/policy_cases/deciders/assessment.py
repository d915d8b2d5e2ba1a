"""Decide the policy cases of Articles 11 and 12 by the real rules under the real edition.

Most deciders also read `readings` (`{A4: floor}`) and `extended_until` (a day; `none` leaves the
trial as issued; the default is long after every case). A key that no decider knows is refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from liaison_assessment.policy import (
    duties,
    duty_types,
    findings,
    streaks,
    year_grades,
    year_opening,
)
from liaison_assessment.policy.dues import outlook
from liaison_assessment.policy.facts import (
    SIDES,
    Authorization,
    Candidate,
    DutyRecord,
    Grade,
    Recruitment,
    ScoreLine,
)
from liaison_assessment.policy.figures import Figures, Law, Readings
from liaison_assessment.policy.quota import QuotaOverride, quota_of
from liaison_assessment.policy.records.evidence import piece_of
from liaison_contracts.reasons import Reason, Refused
from liaison_kit.law.editions import (
    Extension,
    ReadingDecision,
    load_edition,
)
from tests.sentences import fact as fact_of

Given = dict[str, Any]
Decision = dict[str, Any]
ROOT = Path(__file__).parents[3]
EDITION = ROOT / "services/assessment/liaison_assessment/editions/luzhou_2017.toml"
ISSUED, LATE = date(2017, 8, 2), date(2099, 12, 31)


def quota(given: Given) -> Decision:
    """Decide how many of `graded` stations may be excellent; `by_hand` sets it otherwise."""
    law = _law(given)
    by_hand = given.pop("by_hand", None)
    override = QuotaOverride(**by_hand) if by_hand else None
    graded = given.pop("graded")
    _all_read(given)
    try:
        readings = law.readings_on(date(2019, 12, 31))
        return {"excellent": quota_of(graded, law.figures, readings, override), "articles": []}
    except Refused as refusal:
        return {"excellent": None, "articles": _articles(refusal.reasons)}


def year(given: Given) -> Decision:
    """Decide the grades of a `year` for `stations`: by code a number of points, or a table.

    A table may hold `points` (for all materials), `material_1` to `material_7`, `granted_on`,
    `withdrawn_on`, `finding_on`, `recruitments` (verified, in the year), `sides` (only these).
    """
    law, the_year = _law(given), given.pop("year", 2019)
    stations, chosen = given.pop("stations"), given.pop("leading_group_chooses", None)
    _all_read(given)
    field = [_candidate(code, told, the_year) for code, told in stations.items()]
    decision = year_grades.grade_year(the_year, field, law)
    settled_by = [tie.settled_by for tie in decision.ties]
    if chosen is not None:
        decision = year_grades.resolve_tie(decision, chosen, "minutes of the leading group")
    return {
        "graded": decision.graded,
        "quota": decision.quota,
        "grades": {entry.station_code: str(entry.grade) for entry in decision.entries},
        "scores": {entry.station_code: entry.score_shown for entry in decision.entries},
        "settled_by": settled_by,
        "articles": sorted({r.article for entry in decision.entries for r in entry.reasons}),
        "reasons": [fact_of(r) for entry in decision.entries for r in entry.reasons],
    }


def streak(given: Given) -> Decision:
    """Decide whether the close of `year` opens a case on a station's `grades` by year."""
    law = _law(given)
    grades = tuple(streaks.YearGrade(y, Grade(g)) for y, g in given.pop("grades").items())
    facts = streaks.StreakFacts(
        station_code="LZ-010",
        authorization=Authorization(date(2018, 1, 1), given.pop("withdrawn_on", None)),
        grades=grades,
        has_open_case=given.pop("case_is_open", False),
        is_overseas=given.pop("overseas", False),
    )
    the_year = given.pop("year", max(entry.year for entry in grades))
    _all_read(given)
    found = streaks.find_streak(facts, the_year, law)
    return {
        "case_opens": found.opens,
        "revoked": found.opens and found.route == "automatic",
        "opened_on": found.found_on if found.opens else None,
        "years": list(found.years),
        "route": found.route,
        "articles": _articles(found.reasons),
    }


def missed_duties(given: Given) -> Decision:
    """Decide which periods of `year` a station missed; `done` lists days by duty type."""
    law, the_year = _law(given), given.pop("year", 2019)
    held = Authorization(given.pop("granted_on", date(2018, 1, 1)), given.pop("withdrawn_on", None))
    done = given.pop("done", {})
    extended = {(given["duty"], name): on for name, on in given.pop("extended", {}).items()}
    unverified = given.pop("not_verified", {})
    duty = given.pop("duty")
    _all_read(given)
    told = [(days, True) for days in done.items()] + [(days, False) for days in unverified.items()]
    records = [_record(kind, on, verified=ok) for (kind, days), ok in told for on in days]
    station = duties.StationDuties("LZ-010", held, tuple(records), extended)
    window = (date(the_year, 1, 1), date(the_year, 12, 31))
    found = duties.missed(station, duty_types.BUILT_IN, window, law)
    return {"missed": [m.period for m in found if m.duty_type == duty]}


def duty_record(given: Given) -> Decision:
    """Decide whether a record of `duty` has effect, is late, and could be verified."""
    law = _law(given)
    kind = next(kind for kind in duty_types.BUILT_IN if kind.name == given["duty"])
    held = Authorization(given.pop("granted_on", date(2018, 1, 1)), given.pop("withdrawn_on", None))
    record = DutyRecord(
        record_code="D-1",
        station_code="LZ-010",
        duty_type=given.pop("duty"),
        occurred_on=given.pop("occurred_on"),
        reported_on=given.pop("reported_on"),
        evidence=tuple(given.pop("evidence", ["a file"])),
        category=given.pop("category", ""),
        due_on=given.pop("task_due_on", None),
        joint_event=given.pop("joint_event", ""),
        part=given.pop("part", ""),
    )
    known_as = given.pop("part_known_as", record.record_code)
    _all_read(given)
    decision = duties.judge_record(record, held, kind, law, _weekdays)
    fault, joint = kind.fault(record), duties.joint_fault(record, known_as)
    return {
        "accepted": decision.accepted and not joint,
        "late": decision.late,
        "verifiable": fault is None,
        "articles": _articles((*decision.reasons, *joint, *([fault] if fault else []))),
    }


def owed(given: Given) -> Decision:
    """Decide what a station still owes on a day: `done` lists days of verified records by duty."""
    law, today = _law(given), given.pop("on")
    held = Authorization(given.pop("granted_on", date(2018, 1, 1)), given.pop("withdrawn_on", None))
    done = given.pop("done", {})
    _all_read(given)
    records = tuple(outlook.Done(kind, on, True) for kind, days in done.items() for on in days)
    station = outlook.StationYear(held, records)
    lines = outlook.lines_of(station, duty_types.BUILT_IN, today, law)
    missing = {h.kind: h.missing for h in outlook.horizons_of(lines, today)}
    return {**missing, "least": outlook.least_of(lines)}


def reused(given: Given) -> Decision:
    """Decide whether two pieces of evidence are the same file or page."""
    first, second = (piece_of(given.pop(name)) for name in ("first", "second"))
    _all_read(given)
    is_same = (first.kind, first.digest) == (second.kind, second.digest)
    return {"same": is_same and first.kind != "text"}


def open_assessment(given: Given) -> Decision:
    """Decide whether the assessment of a `year` may open on a day, on a `scheme`."""
    law = _law(given)
    facts = (given.pop("year"), given.pop("scheme"), given.pop("opened_on"))
    _all_read(given)
    return _allowed(lambda: year_opening.require_opening(*facts, law))


def settle_finding(given: Given) -> Decision:
    """Decide whether a person may settle a finding of falsification that another made."""
    finding = findings.Finding(
        "F-1", "LZ-010", given.pop("found_on"), given.pop("found_by"), given.pop("settled_on", None)
    )
    act = (given.pop("settled_by"), given.pop("on"), given.pop("document"))
    _all_read(given)
    return _allowed(lambda: findings.require_settlement(finding, *act))


def _law(given: Given) -> Law:
    base = load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)
    until = given.pop("extended_until", LATE)
    extensions = (Extension("case", ISSUED, until),) if isinstance(until, date) else ()
    told = given.pop("readings", {})
    register = tuple(ReadingDecision(code, to, "case", ISSUED) for code, to in told.items())
    return base.with_register(extensions, register)


def _candidate(code: str, told: Any, the_year: int) -> Candidate:
    told = dict(told) if isinstance(told, dict) else {"points": told}
    points = told.pop("points", None)
    marks = {n: told.pop(f"material_{n}", points) for n in range(1, 8)}
    sides = told.pop("sides", SIDES)
    lines = tuple(
        ScoreLine(side, material, Decimal(str(mark)))
        for side in sides
        for material, mark in marks.items()
        if mark is not None
    )
    day = date(the_year, 6, 1)
    granted = told.pop("granted_on", date(2018, 1, 1))
    authorization = Authorization(granted, told.pop("withdrawn_on", None))
    recruited = told.pop("recruitments", 0) * (Recruitment(day, day, True),)
    candidate = Candidate(code, authorization, lines, recruited, told.pop("finding_on", None))
    _all_read(told)
    return candidate


def _record(kind: str, on: date, *, verified: bool) -> DutyRecord:
    return DutyRecord(f"D-{on}", "LZ-010", kind, on, on, ("a file",), verified)


def _allowed(act: Any) -> Decision:
    try:
        act()
    except Refused as refusal:
        return {"allowed": False, "articles": _articles(refusal.reasons)}
    return {"allowed": True, "articles": []}


def _articles(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.article for reason in reasons]


def _weekdays(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _all_read(given: Given) -> None:
    if given:
        raise KeyError(f"no decider knows {', '.join(map(str, given))}")
