"""Decide the policy cases of Articles 2 to 10 and 15 by the real rules under the real edition.

Every decider may read `extended_until` (a day; `none` leaves the trial as issued; the default is
long after every case). A key that no decider knows is refused. Applications are in good order
but for what a case says.
"""

from __future__ import annotations

from datetime import date

from liaison_registry.policy import (
    approvals,
    density,
    intake,
    panels,
    places,
    rounds,
    segregation,
    stages,
)
from liaison_registry.policy.eligibility.built_in import BUILT_IN
from liaison_registry.policy.facts import (
    Application,
    Evidence,
    Finding,
    Host,
    Waiver,
)
from liaison_registry.policy.review import Opinion, close_review
from liaison_registry.policy.ties import addresses, names, numbers
from liaison_registry.policy.trial import trial_gap
from tests.policy_cases.deciders.law import Decision, Given
from tests.policy_cases.deciders.law import all_read as _all_read
from tests.policy_cases.deciders.law import law_of as _law
from tests.policy_cases.deciders.law import told as _told
from tests.policy_cases.deciders.law import why as _why
from tests.sentences import fact, needs

ON = date(2018, 3, 1)
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
    return {"answer": answer.outcome, "reason": fact(answer.reason), "needs": needs(answer.reason)}


def place(given: Given) -> Decision:
    """Decide of which classes a `city` is on a day (`on`), by the lists of the edition."""
    law = _law(given)
    found = places.listed_places(given.pop("city"), given.pop("on", ON), law.figures)
    _all_read(given)
    return {"classes": [place.place_class for place in found]}


def completeness(given: Given) -> Decision:
    """Decide whether an application is complete (Articles 4, 6 and 9)."""
    law = _law(given)
    found = intake.gaps(_application(given), ON, law)
    return {"complete": not found, **_why(found)}


def second_station(given: Given) -> Decision:
    """Decide whether a station may be set up in `city`, among `stations` (city, state)."""
    law = _law(given)
    site = density.Site(given.pop("city"), given.pop("justification", ""))
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


def substitute(given: Given) -> Decision:
    """Decide whom of a `pool` to seat for those of a panel who stepped back; `busy` took steps."""
    seated, told = _panel(given), given.pop("pool")
    pool = [
        panels.Candidate(ref, each["side"], tuple(each.get("ties", ())), each.get("cases", 0))
        for ref, each in told.items()
    ]
    found = panels.substitutes(pool, seated, given.pop("busy", ()))
    _all_read(given)
    return {"proposed": [candidate.person_ref for candidate in found]}


def tie(given: Given) -> Decision:
    """Decide whether `one` and `other` say the same: a phone, an address or an organisation."""
    forms = {
        "phone": numbers.phones_of,
        "address": addresses.addresses_of,
        "organisation": names.names_of,
    }
    forms_of = forms[given.pop("kind")]
    same = set(forms_of(given.pop("one"))) & set(forms_of(given.pop("other")))
    _all_read(given)
    return {"same": bool(same)}


def edit(given: Given) -> Decision:
    """Decide which approvals an edit of the `changed` parts opens again, and where it leads."""
    changed, was = given.pop("changed"), given.pop("from")
    _all_read(given)
    reached = approvals.RANK[was]
    kinds = [kind for kind, stage in approvals.ORDER if approvals.RANK[stage] < reached]
    given_for = [(kind, "") for kind in kinds if kind != "panel"]
    given_for += [("condition", article) for article in approvals.CONDITIONS]
    held = [
        approvals.Approval(kind, detail, approvals.rests_on(kind, detail, (), "guiding_department"))
        for kind, detail in given_for
    ]
    lost = approvals.reopened(held, changed)
    left = {approval.kind for approval in held if approval not in lost} | {"panel"}
    return {
        "reopened": sorted(approval.name for approval in lost),
        "stage": approvals.resumed_stage(left, was),
    }


def two_steps(given: Given) -> Decision:
    """Decide whether a person who took the step `took` may take the step `would` on one case."""
    former = segregation.ActTaken("P-1", given.pop("took"))
    act = segregation.ActTaken("P-1" if given.pop("same_person") else "P-2", given.pop("would"))
    _all_read(given)
    found = segregation.act_conflicts(act, [former])
    return {"allowed": not found, **_why(found)}


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
        liaison_officers_with_term=given.pop("liaison_officers_with_term", 1),
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
                tuple(told.pop("shares", ())),
            )
        )
        _all_read(told)
    return segregation.seat_panel(members, APPLICANT, law.figures)
