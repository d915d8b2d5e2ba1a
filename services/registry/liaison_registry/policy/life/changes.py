"""Accept reports of major changes and decide whether the station continues (Article 10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason, refuse_if
from liaison_registry.policy.facts import SIDES
from liaison_registry.policy.figures import Figures, Law
from liaison_registry.policy.life.defence import Hearing, hearing_gap

WorkingDays = Callable[[date, date], int]


@dataclass(frozen=True)
class ChangeReport:
    """Hold a report of a change: what changed, when it happened, and when it was reported."""

    station_code: str
    change: str
    happened_on: date
    reported_on: date


@dataclass(frozen=True)
class ReportDecision:
    """State that a report is accepted, whether it is late, and what the evaluation holds (A40)."""

    late: bool
    working_days_taken: int
    deadline_working_days: int
    is_listed: bool
    duties_continue: bool
    holds_new_payments: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class ChangeVerdict:
    """Record the decision on a change: the bodies that passed it, and the document (A42)."""

    decision: str
    decided_on: date
    document_no: str
    passed_by: tuple[str, ...]


@dataclass(frozen=True)
class Preparation:
    """Hold what preceded a decision: the sides that evaluated, and the station's hearing."""

    evaluated_by: tuple[str, ...]
    hearing: Hearing


@dataclass(frozen=True)
class ChangeDecision:
    """State whether a station continues, or from which day its authorisation is withdrawn."""

    decision: str
    decided_on: date
    withdrawn_on: date | None


DECISIONS = ("continue", "withdraw")
# A39, A40, A42: only one value of each is implemented.
DEADLINES: dict[str, Callable[[Figures], int]] = {
    "working_days": lambda f: f.change_report_working_days,
}
EFFECTS = {"duties_go_on_payments_held": (True, True)}
ROUTES = {"leading_group_then_government": ("talent_office", "leading_group", "city_government")}
FREE_TYPES = {"fixed_list_and_free_type": True}
EVALUATORS = {"fixed_list_and_free_type": SIDES}


def take_report(report: ChangeReport, law: Law, working_days: WorkingDays) -> ReportDecision:
    """Accept a report of a change; a late report is accepted and flagged (Article 10).

    "At once" means within the working days of the edition (HOUSE, A39). `working_days(first, last)`
    counts the working days after first, up to and including last. During the evaluation, duties
    continue and new payments are held (A40).

    Raises:
        Refused: if the report is dated before the change, or names no change.
    """
    readings = law.readings_on(report.reported_on)
    is_listed = report.change in law.figures.major_changes
    faults = []
    if report.reported_on < report.happened_on:
        faults.append(
            reason(
                "reported_before_change",
                "10",
                reported_on=report.reported_on,
                happened_on=report.happened_on,
            )
        )
    if not report.change or not (is_listed or FREE_TYPES[readings.list_of_changes]):
        listed = law.figures.major_changes
        faults.append(reason("no_major_change", "10", change=report.change, listed=listed))
    refuse_if(faults)
    limit = DEADLINES[readings.change_deadline](law.figures)
    taken = working_days(report.happened_on, report.reported_on)
    late = (reason("reported_late", "10", taken=taken, limit=limit),) if taken > limit else ()
    go_on, hold = EFFECTS[readings.during_evaluation]
    return ReportDecision(bool(late), taken, limit, is_listed, go_on, hold, late)


def decide_change(
    report: ChangeReport, verdict: ChangeVerdict, law: Law, before: Preparation | None = None
) -> ChangeDecision:
    """Return the decision on a change: `continue`, or `withdraw` from that day on.

    Article 10 requires an evaluation, which both sides make (A41). A withdrawal needs the bodies
    that grant a plaque (A42), after the station was heard (A49). Decisions imported from the past
    have no `before`.

    Raises:
        Refused: with every reason.
    """
    faults = _unprepared(verdict, law, before) if before else []
    if (decision := verdict.decision) not in DECISIONS:
        faults.append(reason("no_such_decision", "10", decision=decision, choices=DECISIONS))
    if verdict.decided_on < report.reported_on:
        faults.append(reason("decided_before_report", "10"))
    if not verdict.document_no:
        faults.append(reason("decision_lacks_document", "10"))
    if verdict.decision == "withdraw":
        route = ROUTES[law.readings_on(verdict.decided_on).withdrawal_route]
        faults.extend(
            reason("withdrawal_not_passed", "10", body=body)
            for body in route
            if body not in verdict.passed_by
        )
    refuse_if(faults)
    ends = verdict.decided_on if verdict.decision == "withdraw" else None
    return ChangeDecision(verdict.decision, verdict.decided_on, ends)


def _unprepared(verdict: ChangeVerdict, law: Law, before: Preparation) -> list[Reason]:
    sides = EVALUATORS[law.readings_on(verdict.decided_on).list_of_changes]
    missing = [side for side in sides if side not in before.evaluated_by]
    faults = [reason("side_has_not_evaluated", "10", side=side) for side in missing]
    unheard = hearing_gap(before.hearing, verdict.decided_on)
    if verdict.decision == "withdraw" and unheard:
        faults.append(unheard)
    return faults
