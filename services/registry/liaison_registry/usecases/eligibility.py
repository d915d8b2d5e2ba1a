"""Check that an application is complete and its host eligible (Articles 5, 6, 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from liaison_contracts.errors import Reason
from liaison_contracts.registry import (
    ApplicationStageDecided,
    CheckEligibility,
    ConditionResult,
    EligibilityAnswer,
)
from liaison_contracts.words import StageOutcome
from liaison_kit.work import Work
from liaison_registry.policy import facts
from liaison_registry.policy.density import DensityDecision, Site, check_density
from liaison_registry.policy.eligibility.answers import Answer, check_all
from liaison_registry.policy.intake import gaps
from liaison_registry.policy.stages import next_state
from liaison_registry.tables import Application, ConditionRow, Station
from liaison_registry.usecases.applications import step, subject_of
from liaison_registry.usecases.refusals import refuse, refusing, told
from liaison_registry.usecases.rights import find_application, require_order


def check(work: Work, body: CheckEligibility) -> EligibilityAnswer:
    """Decide on completeness: passed, or returned with every reason at once.

    Articles 6 and 9 ask for papers and people, Article 5 for six conditions, Article 8(1) for room
    in the city. A condition that a check cannot judge is for people to answer.

    Raises:
        Refused: while a condition still needs an answer of people; nothing is decided then.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.checked_on, "Completeness")
    require_order(body.checked_on, application, "The check")
    with refusing("stage_not_possible", f"{application.application_code} cannot be checked now"):
        next_state("application", application.stage, "find_complete")
    findings = tuple(facts.Finding(a.condition, a.outcome == "met", a.reason) for a in body.answers)
    results = _conditions(work, application, findings, body.checked_on)
    reasons = told(
        [
            *gaps(application.facts(), body.checked_on, work.edition),
            *(_reason(r) for r in results if r.outcome == "not_met"),
            *room_in_city(work, application, body.checked_on).reasons,
        ]
    )
    if not reasons:
        open_ones = [_reason(r) for r in results if r.outcome == "needs_proof"]
        detail = f"{application.application_code} cannot be decided yet; answer what is open"
        refuse("conditions_need_proof", detail, open_ones)
    _store(application, results, work.actor)
    application.urgency_declared = body.urgent_reason or application.urgency_declared
    application.last_step_on = body.checked_on
    outcome: StageOutcome = "returned" if reasons else "passed"
    step(work, application, "return" if reasons else "find_complete")
    _tell(work, application, outcome, reasons, body.checked_on)
    return EligibilityAnswer(
        application_code=application.application_code,
        outcome=outcome,
        conditions=tuple(_result(result) for result in results),
        reasons=reasons,
    )


def room_in_city(work: Work, application: Application, on: date) -> DensityDecision:
    """Tell whether the city of an application has room for it (Article 8(1))."""
    near = Station.city_code.startswith(application.city_code[:2])
    stations = [row.facts() for row in work.session.scalars(select(Station).where(near))]
    site = Site(
        application.city_code,
        f"city {application.city_code}",
        application.second_station_justification,
    )
    return check_density(site, stations, on, work.edition)


def _conditions(
    work: Work, application: Application, findings: tuple[facts.Finding, ...], on: date
) -> list[Answer]:
    given = replace(application.facts(), findings=findings)
    answers = check_all(given, work.context.checks, on, work.edition)
    return [_with_people(answer, given.finding(answer.article)) for answer in answers]


def _with_people(answer: Answer, finding: facts.Finding | None) -> Answer:
    """Let people answer what the check could not judge; what it denies stays denied."""
    if answer.outcome != "needs_proof" or finding is None:
        return answer
    return replace(answer, outcome="met", reason=finding.reason, needs="")


def _reason(answer: Answer) -> facts.Reason:
    return facts.Reason(answer.article, answer.reason, answer.needs)


def _result(answer: Answer) -> ConditionResult:
    return ConditionResult(
        condition=answer.article,  # type: ignore[arg-type]
        outcome=answer.outcome,
        reason=answer.reason,
    )


def _store(application: Application, results: Iterable[Answer], by: str) -> None:
    known = {row.condition: row for row in application.conditions}
    for result in results:
        row = known.get(result.article)
        if row is None:
            row = ConditionRow(condition=result.article)
            application.conditions.append(row)
        row.outcome, row.reason, row.answered_by = result.outcome, result.reason, by


def _tell(
    work: Work,
    application: Application,
    outcome: StageOutcome,
    reasons: tuple[Reason, ...],
    on: date,
) -> None:
    work.record(
        ApplicationStageDecided(
            application_code=application.application_code, stage="completeness", outcome=outcome,
            by_side={}, document_no=None, decided_on=on, reasons=reasons,
        ),
        subject=subject_of(application),
        effective_on=on,
    )  # fmt: skip
