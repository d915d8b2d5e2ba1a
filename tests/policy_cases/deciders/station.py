"""Decide the policy cases of a station's life: changes, cases, incidents, endings."""

from __future__ import annotations

from datetime import date, timedelta

from liaison_registry.policy.facts import SIDES
from liaison_registry.policy.figures import Law
from liaison_registry.policy.life import (
    cases,
    changes,
    defence,
    endings,
    incidents,
)
from tests.policy_cases.deciders.law import Decision, Given, all_read, law_of, told, why


def change_report(given: Given) -> Decision:
    """Decide what a report of a `change` leads to: late or not, and what waits (Article 10)."""
    law, report = law_of(given), _report(given)
    all_read(given)
    decision = changes.take_report(report, law, _weekdays)
    return {
        "accepted": True,
        "late": decision.late,
        "working_days": decision.working_days_taken,
        "new_payments_held": decision.holds_new_payments,
        "duties_continue": decision.duties_continue,
        **why(decision.reasons),
    }


def change_decision(given: Given) -> Decision:
    """Decide whether a `decision` on a change stands, given who `passed` it."""
    law, report = law_of(given), _report(given)
    verdict = changes.ChangeVerdict(
        given.pop("decision"),
        given.pop("decided_on"),
        given.pop("document", "paper 1"),
        tuple(given.pop("passed", ())),
    )
    hearing = _hearing(given, report.reported_on, "10", law)
    before = changes.Preparation(tuple(given.pop("evaluated", SIDES)), hearing)
    all_read(given)

    def decided() -> Decision:
        return {"withdrawn_on": changes.decide_change(report, verdict, law, before).withdrawn_on}

    return told(decided)


def case_opening(given: Given) -> Decision:
    """Decide whether a case opens on a cause of that `kind`, and what it does to the plaque."""
    kind, on = given.pop("kind"), given.pop("on")
    cause = cases.CaseCause("LZ-010", kind, on.year - 1, on, given.pop("route", cases.HUMAN))
    standing = cases.StationStanding(
        "LZ-010", given.pop("withdrawn_on", None), tuple(given.pop("open_cases", ()))
    )
    all_read(given)
    opening = cases.open_case(cause, standing)
    return {
        "case_opens": opening.case is not None,
        "revoked": opening.withdrawn_on is not None,
        **why(opening.reasons),
    }


def case_by_hand(given: Given) -> Decision:
    """Decide whether people may open a case by hand, on a `kind`, `year` and `on` a day."""
    cause = cases.CaseCause("LZ-010", given.pop("kind"), given.pop("year"), given.pop("on"))
    standing = cases.StationStanding(
        "LZ-010",
        given.pop("withdrawn_on", None),
        tuple(given.pop("open_cases", ())),
        given.pop("plaque_granted_on", date(2018, 1, 4)),
        given.pop("grades", {}),
    )
    all_read(given)
    gaps = cases.hand_gaps(cause, standing)
    return {"case_opens": not gaps, **why(gaps)}


def case_decision(given: Given) -> Decision:
    """Decide whether what people decided on a case stands, and when the plaque is lost."""
    law = law_of(given)
    case = cases.Case(
        "LZ-010",
        given.pop("kind", "two_unqualified_years"),
        2019,
        given.pop("opened_on", date(2020, 1, 31)),
        given.pop("route", cases.HUMAN),
        opened_by=given.pop("opened_by", ""),
    )
    verdict = cases.CaseVerdict(
        given.pop("decision"),
        given.pop("decided_on"),
        given.pop("document", "paper 1"),
        tuple(given.pop("reasons", ("two years without work",))),
        given.pop("ineffective_work", False),
        given.pop("decided_by", "P-9"),
    )
    heard = _hearing(given, case.opened_on, cases.ARTICLES[case.kind], law)
    all_read(given)
    return told(lambda: {"withdrawn_on": cases.decide_case(case, verdict, heard).withdrawn_on})


def incident(given: Given) -> Decision:
    """Decide what follows of business outside the duties (Article 8(2))."""
    law = law_of(given)
    found = incidents.Incident(
        "LZ-010",
        given.pop("plaque_granted_on", date(2018, 1, 4)),
        given.pop("occurred_on"),
        given.pop("notice", "notice 1"),
        given.pop("notice_on"),
    )
    all_read(given)

    def taken() -> Decision:
        decision = incidents.take_incident(found, law)
        return {"case_opens": decision.opens_case, "score_falls": decision.lowers_score}

    return told(taken)


def closure(given: Given) -> Decision:
    """Decide whether a station may close at its host's own request."""
    found = endings.Closure(
        "LZ-010",
        given.pop("plaque_granted_on", date(2018, 1, 4)),
        given.pop("requested_on"),
        given.pop("closed_on"),
        given.pop("letter", "letter 1"),
        tuple(given.pop("open_cases", ())),
    )
    all_read(given)

    def closed() -> Decision:
        endings.require_closure(found)
        return {"withdrawn_on": found.closed_on}

    return told(closed)


def plaque_recovery(given: Given) -> Decision:
    """Decide whether a plaque may be booked as back."""
    withdrawn_on, recovered_on = given.pop("withdrawn_on", None), given.pop("recovered_on")
    all_read(given)

    def recovered() -> Decision:
        endings.require_recovery(withdrawn_on, recovered_on)
        return {"recovered_on": recovered_on}

    return told(recovered)


def _hearing(given: Given, opened_on: date, article: str, law: Law) -> defence.Hearing:
    until = defence.defence_until(opened_on, law, _weekday_after)
    return defence.Hearing(article, until, given.pop("stated_on", None))


def _report(given: Given) -> changes.ChangeReport:
    return changes.ChangeReport(
        "LZ-010", given.pop("change", "head"), given.pop("happened_on"), given.pop("reported_on")
    )


def _weekdays(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _weekday_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
