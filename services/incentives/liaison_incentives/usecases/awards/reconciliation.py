"""Reconcile a station's stored awards with what the rules give today; record each difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from liaison_contracts.incentives import (
    AwardAdjusted,
    AwardCancelled,
    AwardGranted,
    AwardHeld,
    AwardRefused,
    AwardReleased,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason, restored
from liaison_incentives.context import Work
from liaison_incentives.policy.facts import StationFacts
from liaison_incentives.policy.lines import Line, State
from liaison_incentives.tables import Award
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.clawbacks import propose_by_rule
from liaison_incentives.usecases.awards.stages import (
    BATCHED,
    FREE,
    PAID,
    REQUESTED,
)

OPEN = (State.PAYABLE, State.HELD)
NOT_DUE = "not_due"


@dataclass
class Booking:
    """Collect the changes of one evaluation of stations: postings, and payments to stop.

    `broken` names batches whose list is no longer valid, `recalled` the awards that finance was
    asked to pay and should not.
    """

    work: Work
    on: date
    postings: list[ledger.Posting] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    recalled: dict[str, str] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)

    def book(self, facts: StationFacts, lines: Iterable[Line], stored: Sequence[Award]) -> None:
        """Compare a station's lines with its stored awards and record every difference."""
        known = {award.award_code: award for award in stored}
        for line in lines:
            award = known.pop(line.award_code, None)
            if award is None:
                self._add(facts, line)
            elif award.stage == PAID:
                self._judge_paid(award, line)
            elif not award.recovers:
                self._change(facts, award, line)
        for award in known.values():
            if award.stage != PAID and award.state in OPEN:
                self._cancel(award, NOT_DUE)

    # -- new lines ---------------------------------------------------------------------------

    def _add(self, facts: StationFacts, line: Line) -> None:
        award = Award(
            award_code=line.award_code,
            station_code=facts.station_code,
            year=line.year,
            rule=line.rule,
            reference=line.reference,
            due_on=line.due_on,
            stage=FREE,
            reissue_no=0,
            recovers=line.recovers,
            holds=[],
            state="",
            amount_fen=0,
        )
        self.work.session.add(award)
        if line.recovers:
            self._write(award, line)
            self._tell_line(AwardGranted, award)
            self._propose(award, line)
        else:
            self._change(facts, award, line)

    # -- unpaid lines ------------------------------------------------------------------------

    def _change(self, facts: StationFacts, award: Award, line: Line) -> None:
        before_fen, was, had = award.amount_fen, award.state, list(award.holds)
        holds = [hold.value for hold in line.holds]
        if (was, before_fen, had) == (line.state.value, line.amount_fen, holds):
            return
        owed_fen = award.owed_fen() if was else 0
        self._write(award, line)
        if line.state == State.REFUSED:
            if was != State.REFUSED:
                self._owe(award, owed_fen, 0, self._tell_line(AwardRefused, award))
        else:
            self._tell_open(facts, award, line, was, before_fen, had)
        if line.state != State.PAYABLE or before_fen != line.amount_fen:
            self._stop_payment(award, line.cause or "adjusted")

    def _tell_open(
        self,
        facts: StationFacts,
        award: Award,
        line: Line,
        was: str,
        before_fen: int,
        had: list[str],
    ) -> None:
        now_fen = line.amount_fen
        if was not in OPEN:
            self._owe(award, 0, now_fen, self._tell_line(AwardGranted, award))
        elif before_fen != now_fen:
            cause = facts.withdrawal_cause or "reassessed"
            amounts = self._amounts(award, before_fen)
            told = self._tell(AwardAdjusted, award, **amounts, cause=cause)
            self._owe(award, before_fen, now_fen, told)
        if line.state == State.CANCELLED:
            told = self._tell(AwardCancelled, award, **self._nothing(award), cause=line.cause)
            self._owe(award, now_fen, 0, told)
            return
        if "dispute" in award.holds and "dispute" not in had:
            self.disputed.add(line.reference)
        for hold in sorted(set(had) - set(award.holds)):
            self._tell(AwardReleased, award, hold=hold)
        for hold in sorted(set(award.holds) - set(had)):
            self._tell(AwardHeld, award, hold=hold)

    def _cancel(self, award: Award, cause: str) -> None:
        owed_fen = award.owed_fen()
        award.state, award.holds, award.decided_on = State.CANCELLED.value, [], self.on
        told = self._tell(AwardCancelled, award, **self._nothing(award), cause=cause)
        self._owe(award, owed_fen, 0, told)
        self._stop_payment(award, cause)

    def _stop_payment(self, award: Award, cause: str) -> None:
        if award.stage == BATCHED and award.batch_code is not None:
            self.broken[award.batch_code] = cause
        elif award.stage == REQUESTED:
            self.recalled[award.award_code] = cause

    # -- paid lines --------------------------------------------------------------------------

    def _judge_paid(self, award: Award, line: Line) -> None:
        if line.state == State.CLAWBACK_PROPOSED and award.state != State.CLAWBACK_PROPOSED:
            award.state, award.decided_on = line.state.value, self.on
            award.articles, award.reasons = list(line.articles), _plain(line)
            self._propose(award, line)

    def _propose(self, award: Award, line: Line) -> None:
        propose_by_rule(self.work, award, abs(line.amount_fen), line.cause, self.on)

    # -- writing and recording ---------------------------------------------------------------

    def _write(self, award: Award, line: Line) -> None:
        award.year, award.due_on = line.year, line.due_on
        award.state, award.amount_fen = line.state.value, line.amount_fen
        award.holds = [hold.value for hold in line.holds]
        award.articles, award.reasons = list(line.articles), _plain(line)
        award.explanation = line.explanation.as_dict()
        award.edition, award.decided_on = self.work.edition.stamp, self.on

    def _owe(self, award: Award, before_fen: int, after_fen: int, told: str) -> None:
        """Post the change that an event makes to the amount owed; `told` is its id."""
        code = award.award_code
        self.postings.extend(ledger.owed_change(code, before_fen, after_fen, told))

    def _tell_line(self, kind: type[AwardGranted] | type[AwardRefused], award: Award) -> str:
        event = kind(
            award_code=award.award_code,
            station_code=award.station_code,
            year=award.year,
            rule=award.rule,
            reference=award.reference,
            amount_fen=Fen(award.amount_fen),
            due_on=award.due_on,
            articles=tuple(award.articles),
            explanation=award.explanation,
            reasons=reasons_of(award),
        )
        return self.work.record(event, effective_on=self.on)

    def _tell(self, kind: Any, award: Award, **says: Any) -> str:
        event = kind(
            award_code=award.award_code, station_code=award.station_code, on=self.on, **says
        )
        return self.work.record(event, effective_on=self.on)

    def _amounts(self, award: Award, before_fen: int) -> dict[str, Any]:
        return {"old_amount_fen": Fen(before_fen), "new_amount_fen": Fen(award.amount_fen)}

    def _nothing(self, award: Award) -> dict[str, Any]:
        return {"old_amount_fen": Fen(award.amount_fen), "new_amount_fen": Fen(0)}


def reasons_of(award: Award) -> tuple[Reason, ...]:
    """Return an award's reasons in the form of messages."""
    return restored(award.reasons)


def _plain(line: Line) -> list[dict[str, Any]]:
    return [asdict(why) for why in line.reasons]
