"""Decide the policy cases of Articles 2 to 10 and 15 by the real rules under the real edition.

Every decider may read `extended_until` (a day; `none` leaves the trial as issued; the default is
long after every case). A key that no decider knows is refused. Applications are in good order
but for what a case says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from liaison_kit.editions import Extension, load_edition
from liaison_registry.policy import cases, changes, density, intake, rounds, segregation, stages
from liaison_registry.policy.eligibility.built_in import BUILT_IN
from liaison_registry.policy.facts import (
    Application,
    Evidence,
    Finding,
    Host,
    Reason,
    Refused,
    Waiver,
)
from liaison_registry.policy.figures import Figures, Law, Readings
from liaison_registry.policy.review import Opinion, close_review
from liaison_registry.policy.trial import trial_gap

Given = dict[str, Any]
Decision = dict[str, Any]
ROOT = Path(__file__).parents[3]
EDITION = ROOT / "services/registry/liaison_registry/editions/luzhou_2017.toml"
ISSUED, LATE, ON = date(2017, 8, 2), date(2099, 12, 31), date(2018, 3, 1)
PROOFS = (
    "application_form",
    "legal_person_certificate",
    "success_cases",
    "means_proof",
    "reputation_proof",
    "office_proof",
    "staff_proof",
    "equipment_proof",
    "internet_proof",
    "local_resources_proof",
)
APPLICANT = segregation.Applicant("H-1", "P-1")


def condition(given: Given) -> Decision:
    """Decide one condition of Article 5, such as `5(2)`, on an application (`number`)."""
    law, article = _law(given), given.pop("condition")
    check = next(check for check in BUILT_IN if check.article == article)
    answer = check.answer(_application(given), ON, law)
    return {"answer": answer.outcome, "reason": answer.reason, "needs": answer.needs}


def completeness(given: Given) -> Decision:
    """Decide whether an application is complete (Articles 4, 6 and 9)."""
    law = _law(given)
    found = intake.gaps(_application(given), ON, law)
    return {"complete": not found, **_why(found)}


def second_station(given: Given) -> Decision:
    """Decide whether a station may be set up in `city`, among `stations` (city, state)."""
    law = _law(given)
    site = density.Site(given.pop("city"), given.pop("called"), given.pop("justification", ""))
    there = [density.Occupant(code, *told) for code, told in given.pop("stations").items()]
    _all_read(given)
    decision = density.check_density(site, there, ON, law)
    return {
        "allowed": decision.is_allowed,
        "occupied_by": list(decision.occupied_by),
        **_why(decision.reasons),
    }


def review_day(given: Given) -> Decision:
    """Decide whether a review round may open `on` a day, with an urgent need or without."""
    law, on = _law(given), given.pop("on")
    told = given.pop("urgent", None)
    _all_read(given)
    found = rounds.round_gaps(on, rounds.Urgency(**told) if told else None, law)
    return {"may_open": not found, **_why(found)}


def panel(given: Given) -> Decision:
    """Decide who may sit: `reviewers` by person, with `side` and what ties they have."""
    decision = _panel(given)
    _all_read(given)
    return {
        "recused": [r.person_ref for r in decision.recused],
        "sitting": dict(decision.sitting_by_side),
        "quorum": decision.has_quorum,
        **_why(tuple(reason for r in decision.recused for reason in r.reasons)),
    }


def review(given: Given) -> Decision:
    """Decide how a joint review ends on the `opinions` (yes or no by person) of a panel."""
    law, seated = _law(given), _panel(given)
    sides = {r.person_ref: r.side for r in seated.sitting}
    told = given.pop("opinions")
    _all_read(given)
    opinions = [Opinion(who, sides.get(who, ""), passes) for who, passes in told.items()]
    decision = close_review(seated, opinions, ON, law)
    return {
        "outcome": decision.outcome,
        "by_side": dict(decision.by_side),
        "leading_group_sees_both": decision.leading_group_sees_both,
    }


def two_steps(given: Given) -> Decision:
    """Decide whether a person who took the step `took` may take the step `would` on one case."""
    former = segregation.ActTaken("P-1", given.pop("took"))
    act = segregation.ActTaken("P-1" if given.pop("same_person") else "P-2", given.pop("would"))
    _all_read(given)
    found = segregation.act_conflicts(act, [former])
    return {"allowed": not found, **_why(found)}


def change_report(given: Given) -> Decision:
    """Decide what a report of a `change` leads to: late or not, and what waits (Article 10)."""
    law, report = _law(given), _report(given)
    _all_read(given)
    decision = changes.take_report(report, law, _weekdays)
    return {
        "accepted": True,
        "late": decision.late,
        "working_days": decision.working_days_taken,
        "new_payments_held": decision.holds_new_payments,
        "duties_continue": decision.duties_continue,
        **_why(decision.reasons),
    }


def change_decision(given: Given) -> Decision:
    """Decide whether a `decision` on a change stands, given who `passed` it."""
    law, report = _law(given), _report(given)
    verdict = changes.ChangeVerdict(
        given.pop("decision"),
        given.pop("decided_on"),
        given.pop("document", "paper 1"),
        tuple(given.pop("passed", ())),
    )
    _all_read(given)
    return _told(lambda: {"withdrawn_on": changes.decide_change(report, verdict, law).withdrawn_on})


def case_opening(given: Given) -> Decision:
    """Decide whether a case opens on a cause of that `kind`, and what it does to the plaque."""
    kind, on = given.pop("kind"), given.pop("on")
    cause = cases.CaseCause("LZ-010", kind, on.year - 1, on, given.pop("route", cases.HUMAN))
    standing = cases.StationStanding(
        "LZ-010", given.pop("withdrawn_on", None), tuple(given.pop("open_cases", ()))
    )
    _all_read(given)
    opening = cases.open_case(cause, standing)
    return {
        "case_opens": opening.case is not None,
        "revoked": opening.withdrawn_on is not None,
        **_why(opening.reasons),
    }


def case_decision(given: Given) -> Decision:
    """Decide whether what people decided on a case stands, and when the plaque is lost."""
    case = cases.Case(
        "LZ-010",
        given.pop("kind", "two_unqualified_years"),
        2019,
        given.pop("opened_on", date(2020, 1, 31)),
        given.pop("route", cases.HUMAN),
    )
    verdict = cases.CaseVerdict(
        given.pop("decision"),
        given.pop("decided_on"),
        given.pop("document", "paper 1"),
        tuple(given.pop("reasons", ("two years without work",))),
        given.pop("ineffective_work", False),
    )
    _all_read(given)
    return _told(lambda: {"withdrawn_on": cases.decide_case(case, verdict).withdrawn_on})


def trial(given: Given) -> Decision:
    """Decide whether a decision may be dated `on` a day (Article 15)."""
    law, on = _law(given), given.pop("on")
    _all_read(given)
    gap = trial_gap(on, law)
    return {"allowed": gap is None, **_why((gap,) if gap else ())}


def next_stage(given: Given) -> Decision:
    """Decide where an `act` leads from a `state` of an application or a station (`of`)."""
    step = (given.pop("of"), given.pop("state"), given.pop("act"))
    _all_read(given)
    return _told(lambda: {"state": stages.next_state(*step)})


def _law(given: Given) -> Law:
    base = load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)
    until = given.pop("extended_until", LATE)
    since = given.pop("extended_on", ISSUED)
    extensions = (Extension("case", since, until),) if isinstance(until, date) else ()
    edition = base.with_register(extensions, ())
    quorum = given.pop("quorum_per_side", base.figures.quorum_per_side)
    return replace(edition, figures=replace(base.figures, quorum_per_side=quorum))


def _application(given: Given) -> Application:
    missing, copy = given.pop("missing", []), given.pop("only_a_copy_seen", False)
    seen = None if copy else date(2018, 1, 5)
    evidence = tuple(Evidence(kind, f"file:{kind}", seen) for kind in PROOFS if kind not in missing)
    findings = {"5(4)": "yes", "5(5)": "yes", "5(6)": "yes", **given.pop("found", {})}
    waiver = given.pop("waiver", None)
    application = Application(
        application_code="A-1",
        host=Host(
            "H-1",
            given.pop("host_kind", "chamber_abroad"),
            given.pop("credit_code", "51510500268599528N"),
            given.pop("legal_person", True),
        ),
        city_code=given.pop("city", "330100"),
        is_domestic=given.pop("domestic", True),
        location_classes=tuple(given.pop("classes", ("talent_dense_city",))),
        full_time_staff=given.pop("full_time_staff", 2),
        liaison_officers=given.pop("liaison_officers", 1),
        legal_representative_ref="P-1",
        head_ref=given.pop("head", "P-1"),
        channel=given.pop("channel", "guiding_department"),
        guiding_department=given.pop("guiding_department", "industry_federation"),
        evidence=evidence,
        findings=tuple(
            Finding(article, word == "yes", word) for article, word in findings.items() if word
        ),
        waivers=(Waiver(**waiver),) if waiver else (),
    )
    _all_read(given)
    return application


def _panel(given: Given) -> segregation.Panel:
    law = _law(given)
    members = []
    for person, told in given.pop("reviewers").items():
        told = {"side": "talent_office", **(told or {})}
        members.append(
            segregation.Reviewer(
                person,
                told.pop("organisation", told["side"]),
                told.pop("side"),
                ("H-1",) if told.pop("contact_of_applicant", False) else (),
                told.pop("declared", ""),
            )
        )
        _all_read(told)
    return segregation.seat_panel(members, APPLICANT, law.figures)


def _report(given: Given) -> changes.ChangeReport:
    return changes.ChangeReport(
        "LZ-010", given.pop("change", "head"), given.pop("happened_on"), given.pop("reported_on")
    )


def _told(act: Callable[[], Decision]) -> Decision:
    try:
        return {"allowed": True, **act(), **_why(())}
    except Refused as refusal:
        return {"allowed": False, **_why(refusal.reasons)}


def _why(reasons: tuple[Reason, ...]) -> Decision:
    return {
        "articles": [reason.article for reason in reasons],
        "facts": [reason.fact for reason in reasons],
        "needed": [reason.needs for reason in reasons],
    }


def _weekdays(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _all_read(given: Given) -> None:
    if given:
        raise KeyError(f"no decider knows {', '.join(map(str, given))}")
