"""Check that an application is complete and its host is eligible (Articles 5, 6, 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import select

from liaison_contracts.codes import StageOutcome
from liaison_contracts.reasons import Reason, reason
from liaison_contracts.registry import (
    ApplicationStageDecided,
    CheckEligibility,
    ConditionResult,
    EligibilityAnswer,
)
from liaison_registry.context import Work
from liaison_registry.policy import facts
from liaison_registry.policy.density import DensityDecision, Site, check_density
from liaison_registry.policy.eligibility.answers import Answer, check_all
from liaison_registry.policy.intake import gaps
from liaison_registry.policy.places import listed_places
from liaison_registry.policy.stages import next_state
from liaison_registry.tables import Application, ConditionRow, Station
from liaison_registry.usecases.applications import step
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings
from liaison_registry.usecases.refusals import refuse, refusing
from liaison_registry.usecases.review.rounds import note_urgency
from liaison_registry.usecases.rights import find_application


def check(work: Work, body: CheckEligibility) -> EligibilityAnswer:
    """Decide on completeness: pass the application, or return it with all reasons.

    Articles 6 and 9 require documents and people, Article 5 six conditions, Article 8(1) room in
    the city. People answer a condition that a check cannot judge.

    Raises:
        Refused: while a condition still needs a person's answer; nothing is decided then.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.checked_on)
    require_order(work, "checked_on", body.checked_on, application)
    approval_bindings.require_seen(application, body.content_sha256)
    code = application.application_code
    with refusing("stage_not_possible", application_code=code):
        next_state("application", application.stage, "find_complete")
    given = (facts.Finding(a.condition, a.outcome == "met", a.reason) for a in body.answers)
    findings = (*_kept(application), *given)
    results = _conditions(work, application, findings, body.checked_on)
    reasons = (
        *gaps(application.facts(), body.checked_on, work.edition),
        *(result.reason for result in results if result.outcome == "not_met"),
        *room_in_city(work, application, body.checked_on).reasons,
    )
    if not reasons:
        unproven = [result.reason for result in results if result.outcome == "needs_proof"]
        refuse("conditions_need_proof", reasons=unproven, application_code=code)
    _store(work, application, results, body.checked_on)
    if body.urgent_reason:
        note_urgency(work, application, body.urgent_reason, body.checked_on)
    application.last_step_on = body.checked_on
    outcome: StageOutcome = "returned" if reasons else "passed"
    if reasons:
        step(work, application, "return")
        approval_bindings.end_kinds(application, "forwarding", "completeness")
        application.reached_stage = ""
    else:
        step(work, application, "find_complete")
        approval_bindings.bind(work, application, "completeness", body.checked_on)
        if application.reached_stage:
            approval_bindings.settle(application)
    _tell(work, application, outcome, reasons, body.checked_on)
    return EligibilityAnswer(
        application_code=code,
        outcome=outcome,
        conditions=tuple(_result(result) for result in results),
        reasons=reasons,
    )


def room_in_city(work: Work, application: Application, on: date) -> DensityDecision:
    """Decide whether the city of an application has room for it (Article 8(1))."""
    near = Station.city_code.startswith(application.city_code[:2])
    stations = [row.facts() for row in work.session.scalars(select(Station).where(near))]
    site = Site(application.city_code, application.second_station_justification)
    return check_density(site, stations, on, work.edition)


def _kept(application: Application) -> Iterable[facts.Finding]:
    """Return earlier findings of people on conditions that were not edited since."""
    held = {row.detail for row in application.held() if row.kind == "condition"}
    for row in application.conditions:
        if row.condition in held and row.is_of_people:
            yield facts.Finding(row.condition, True, row.reason["values"]["fact"])


def _conditions(
    work: Work, application: Application, findings: tuple[facts.Finding, ...], on: date
) -> list[Answer]:
    known = application.facts()
    places = listed_places(application.city_code, on, work.edition.figures)
    given = replace(
        known,
        findings=findings,
        location_classes=tuple(dict.fromkeys(place.place_class for place in places)),
        evidence=(
            *known.evidence,
            *(facts.Evidence("location_proof", place.cited()) for place in places),
        ),
    )
    answers = check_all(given, work.context.checks, on, work.edition)
    return [_with_people(answer, given.finding(answer.article)) for answer in answers]


def _with_people(answer: Answer, finding: facts.Finding | None) -> Answer:
    """Apply people's answers to what the check could not judge; a denial by the check stands."""
    if answer.outcome != "needs_proof" or finding is None:
        return answer
    why = reason("in_words", answer.article, fact=finding.reason, needs="")
    return replace(answer, outcome="met", reason=why, is_of_people=True)


def _result(answer: Answer) -> ConditionResult:
    return ConditionResult(
        condition=answer.article,  # type: ignore[arg-type]
        outcome=answer.outcome,
        reason=answer.reason,
        evidence=answer.evidence,
    )


def _store(work: Work, application: Application, results: Iterable[Answer], on: date) -> None:
    """Store each answer, and bind those that are met to the hash of what was judged."""
    known: dict[str, ConditionRow] = {row.condition: row for row in application.conditions}
    held = {row.detail for row in application.held() if row.kind == "condition"}
    for result in results:
        row = known.get(result.article)
        if row is None:
            row = ConditionRow(condition=result.article)
            application.conditions.append(row)
        why = asdict(result.reason)
        is_same = (row.outcome, row.reason) == (result.outcome, why)
        if is_same and result.article in held:
            continue
        row.outcome, row.reason, row.answered_by = result.outcome, why, work.actor
        row.is_of_people = result.is_of_people
        if result.outcome == "met":
            approval_bindings.bind(work, application, "condition", on, result.article)
        else:
            kept = (r for r in application.held() if r.detail == result.article)
            approval_bindings.end(application, (r for r in kept if r.kind == "condition"))


def _tell(
    work: Work,
    application: Application,
    outcome: StageOutcome,
    reasons: tuple[Reason, ...],
    on: date,
) -> None:
    event = ApplicationStageDecided(
        application_code=application.application_code,
        stage="completeness",
        outcome=outcome,
        by_side={},
        document_no=None,
        decided_on=on,
        reasons=reasons,
    )
    work.record(event, effective_on=on)
