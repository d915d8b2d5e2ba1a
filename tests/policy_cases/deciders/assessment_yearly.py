"""Decide the policy cases of what surrounds a year's grades by the real rules (Article 12)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from liaison_assessment.policy import findings
from liaison_assessment.policy.facts import SIDES, Authorization, Candidate, ScoreLine
from liaison_assessment.policy.figures import Figures, Law, Readings
from liaison_assessment.policy.yearly import dossier, objections
from liaison_assessment.policy.yearly.calibration import try_change
from liaison_assessment.policy.yearly.lab import lay_out
from liaison_assessment.policy.yearly.scheme import require_unchanged
from liaison_contracts.reasons import Reason, Refused
from liaison_kit.law.editions import (
    Extension,
    ReadingDecision,
    load_edition,
)

Given = dict[str, Any]
Decision = dict[str, Any]
ROOT = Path(__file__).parents[3]
EDITION = ROOT / "services/assessment/liaison_assessment/editions/luzhou_2017.toml"
ISSUED, LATE = date(2017, 8, 2), date(2099, 12, 31)
YEAR = 2019


def lab(given: Given) -> Decision:
    """Lay out a year of `stations` (points for all materials) under every reading."""
    law = _law(given)
    found = lay_out(YEAR, _field(given.pop("stations")), law)
    _all_read(given)
    return {
        "quotas": {a4: result.quota for (a4, _), result in found.results.items()},
        "excellent": {
            f"{a4}/{a6}": [e.station_code for e in result.entries if e.grade == "excellent"]
            for (a4, a6), result in found.results.items()
        },
        "flips": [flip.station_code for flip in found.flips],
        "settled_by": sorted({t.settled_by for r in found.results.values() for t in r.ties}),
    }


def other_mark(given: Given) -> Decision:
    """Decide who moves if `side` gave `station` other `points` for `material`."""
    law, field = _law(given), _field(given.pop("stations"))
    line = ScoreLine(given.pop("side"), given.pop("material"), Decimal(str(given.pop("points"))))
    change = (given.pop("station"), line)
    _all_read(given)
    _, _, moves = try_change(YEAR, field, law, change)
    return {
        "scores": {move.after.station_code: move.after.score_shown for move in moves},
        "grades": {move.after.station_code: str(move.after.grade) for move in moves},
    }


def objection(given: Given) -> Decision:
    """Decide whether a station may object on a day to a grade that was `published_on` a day."""
    law = _law(given)
    on = given.pop("published_on", None)
    published = objections.Published("LZ-010", YEAR, on, "P-1") if on else None
    filed, earlier = given.pop("filed_on"), given.pop("earlier", None)
    _all_read(given)
    return _allowed(lambda: objections.require_in_time(published, filed, earlier, law, _weekdays))


def objection_decision(given: Given) -> Decision:
    """Decide whether a person may decide an objection to a grade that another published."""
    published = objections.Published("LZ-010", YEAR, date(2019, 12, 31), given.pop("published_by"))
    filed = objections.Objection("OB-1", date(2020, 1, 6), given.pop("filed_by"))
    act = (given.pop("decided_by"), given.pop("on"))
    _all_read(given)
    return _allowed(lambda: objections.require_decision(filed, published, *act))


def hearing(given: Given) -> Decision:
    """Decide whether a finding may be confirmed `on` a day, the station having `stated` or not."""
    law = _law(given)
    found = findings.Finding("F-1", "LZ-010", given.pop("found_on"), "P-1")
    stated, on = given.pop("stated"), given.pop("on")
    _all_read(given)
    return _allowed(lambda: findings.require_heard(found, stated, on, law, _weekdays))


def referral(given: Given) -> Decision:
    """Decide whether a finding in a `state` may be handed to an authority on a day."""
    act = (given.pop("state"), given.pop("on"), given.pop("settled_on", None))
    _all_read(given)
    return _allowed(lambda: findings.require_referral(*act))


def missing(given: Given) -> Decision:
    """Decide which materials of a dossier are missing: `recorded` and `stated` by number."""
    item = dossier.Item("record", "D-1", date(2019, 3, 5), "verified")
    facts = dossier.StationYear(
        "LZ-010",
        YEAR,
        items=dict.fromkeys(given.pop("recorded"), (item,)),
        self_assessment={
            number: dossier.SelfAssessmentText("said") for number in given.pop("stated")
        },
    )
    law = _law(given)
    _all_read(given)
    found = dossier.assemble(facts, law.figures)
    return {
        "missing": [material.number for material in found.materials if material.is_missing],
        "articles": sorted({notice.article for notice in found.notices}),
    }


def scheme(given: Given) -> Decision:
    """Decide whether a year may be graded whose scheme `adopted` some figures."""
    law, adopted = _law(given), given.pop("adopted")
    _all_read(given)
    return _allowed(lambda: require_unchanged(adopted, law.figures, "paper 40"))


def _law(given: Given) -> Law:
    base = load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)
    told = given.pop("readings", {})
    register = tuple(ReadingDecision(code, to, "case", ISSUED) for code, to in told.items())
    return base.with_register((Extension("case", ISSUED, LATE),), register)


def _field(stations: dict[str, Any]) -> list[Candidate]:
    return [
        Candidate(
            code,
            Authorization(date(2018, 1, 1)),
            tuple(ScoreLine(s, m, Decimal(str(points))) for s in SIDES for m in range(1, 8)),
        )
        for code, points in stations.items()
    ]


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
