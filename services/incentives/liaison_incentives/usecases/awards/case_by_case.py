"""Record case-by-case decisions, by two people (Articles 13(2) and 14(2))."""

from __future__ import annotations

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.incentives import (
    CaseByCaseAnswer,
    CaseByCaseDecided,
    RecordCaseByCaseDecision,
)
from liaison_contracts.message import dump
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Fault, fault
from liaison_incentives.context import Work
from liaison_incentives.policy.corrections import bodies_lacking
from liaison_incentives.policy.lines import RECOVERY, State, award_code
from liaison_incentives.tables import Award, CaseByCaseDecision
from liaison_incentives.usecases.awards.reevaluation import look_at
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.claims import hash_of

RULE = "case_by_case"
LIFTED = {"over_cap", "corrected"}
"""Reasons of a refused award that a decision may still set to an amount."""
CORRECTABLE = (State.PAYABLE, State.HELD, State.PAID)
SAYS = (
    "station_code",
    "article",
    "decided_by",
    "decided_on",
    "document_no",
    "concerns",
    "award_code",
    "corrects",
    "amount_fen",
)
"""The fields that must be equal in the second person's command."""


def record(work: Work, body: RecordCaseByCaseDecision) -> CaseByCaseAnswer:
    """Propose a decision as the first person, or record it as the second (ADR 4).

    Raises:
        NotFound: for an unknown station or award.
        Forbidden: for a person of the station, or the same person twice.
        Invalid: for a future date, an impossible amount, or not exactly one matter.
        Refused: for a body that may not decide it, or a day after the trial.
        Conflict: for another decision under the code, a recorded one, or an award that cannot be
            set to an amount.
    """
    station = find_station(work, body.station_code)
    require_outsider(work.caller, [station])
    _require_valid(work, body)
    work.require_in_force(body.decided_on)
    _require_entitled(work, body)
    asked = _row_of(work, body)
    code = asked.decision_code
    found = work.session.get(CaseByCaseDecision, code, with_for_update=True)
    if found is None:
        work.session.add(asked)
        return _answer(asked)
    if any(getattr(found, name) != getattr(asked, name) for name in SAYS):
        raise Conflict("case_differs", decision=code)
    if found.recorded_on is not None:
        raise Conflict("case_recorded_already", decision=code, on=found.recorded_on)
    if found.proposed_by == work.actor:
        raise Forbidden("same_person", about=code)
    return _record(work, found)


def _row_of(work: Work, body: RecordCaseByCaseDecision) -> CaseByCaseDecision:
    """Return the requested decision as a row; without a code, equal content gives the same code."""
    code = body.decision_code or f"C-{hash_of(dump(body))[:13]}"
    return CaseByCaseDecision(
        decision_code=code,
        station_code=body.station_code,
        article=body.article,
        decided_by=body.decided_by,
        decided_on=body.decided_on,
        document_no=body.document_no,
        concerns=body.concerns or body.award_code,
        award_code=body.award_code or award_code(RULE, body.station_code, 0, code),
        corrects=body.award_code is not None,
        amount_fen=body.amount_fen,
        proposed_by=work.actor,
        proposed_on=work.today,
    )


def _record(work: Work, found: CaseByCaseDecision) -> CaseByCaseAnswer:
    found.recorded_by, found.recorded_on = work.actor, work.today
    work.session.flush()
    look_at(work.session, found.station_code, work.today)
    event = CaseByCaseDecided(
        decision_code=found.decision_code,
        station_code=found.station_code,
        article=found.article,
        decided_by=found.decided_by,
        decided_on=found.decided_on,
        document_no=found.document_no,
        concerns=found.concerns,
        award_code=found.award_code,
        corrects=found.corrects,
        amount_fen=Fen(found.amount_fen),
        recorded_on=work.today,
    )
    work.record(event)
    return _answer(found)


def _require_valid(work: Work, body: RecordCaseByCaseDecision) -> None:
    faults: dict[str, list[Fault]] = {}
    if body.amount_fen < 0 or (body.amount_fen == 0 and body.award_code is None):
        faults["amount"] = [fault("amount_of_decision")]
    if body.decided_on > work.today:
        faults["decided_on"] = [fault("not_after", day=work.today)]
    if (body.concerns is None) == (body.award_code is None):
        faults["concerns"] = [fault("one_of", names=["concerns", "award_code"])]
    if faults:
        raise Invalid("case_not_valid", faults=faults, places=sorted(faults))


def _require_entitled(work: Work, body: RecordCaseByCaseDecision) -> None:
    award = _award_to_correct(work, body)
    rule = award.rule if award else ""
    lacking = list(bodies_lacking(body.article, body.decided_by, rule))
    if lacking:
        raise Refused("case_body_not_entitled", reasons=lacking)


def _award_to_correct(work: Work, body: RecordCaseByCaseDecision) -> Award | None:
    """Return the award to correct; refusals by the rules stay, except for the cap (reading A27)."""
    if body.award_code is None:
        return None
    award = work.session.get(Award, body.award_code)
    if award is None or award.station_code != body.station_code:
        raise NotFound("award_unknown")
    recovery = award_code(award.rule + RECOVERY, award.station_code, award.year, award.reference)
    is_lifted = award.state == State.REFUSED and {r["code"] for r in award.reasons} <= LIFTED
    is_refused = award.state not in CORRECTABLE and not is_lifted
    if award.recovers or is_refused or work.session.get(Award, recovery) is not None:
        raise Conflict("case_award_not_to_correct", award_code=award.award_code)
    return award


def _answer(found: CaseByCaseDecision) -> CaseByCaseAnswer:
    return CaseByCaseAnswer(
        decision_code=found.decision_code,
        station_code=found.station_code,
        award_code=found.award_code,
        state="proposed" if found.recorded_on is None else "recorded",
    )
