"""Record over REST that finance paid or could not pay, and reissue after a failure."""

from __future__ import annotations

from liaison_contracts.errors import Refused
from liaison_contracts.finance import PayoutFailed, PayoutSettled
from liaison_contracts.incentives import (
    AwardReissued,
    PayoutAnswer,
    RecordFailure,
    RecordSettlement,
    ReissuePayout,
)
from liaison_contracts.reasons import reason
from liaison_incentives.context import Work
from liaison_incentives.tables import Payout
from liaison_incentives.usecases.awards.stages import RETURNED, UNPAID_OUTCOMES, moved
from liaison_incentives.usecases.payments.finance_answers import (
    award_of,
    locked_payout,
    settle,
    take_unpaid,
)


def record_settlement(work: Work, body: RecordSettlement) -> PayoutAnswer:
    """Record that finance paid; repeating the settlement changes nothing (Article 3).

    Raises:
        Invalid, Refused, NotFound, Conflict: as `settle`.
    """
    told = PayoutSettled(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        amount_fen=body.amount_fen,
        settled_on=body.settled_on,
        voucher_no=body.voucher_no,
    )
    return payout_answer(settle(work, told))


def record_failure(work: Work, body: RecordFailure) -> PayoutAnswer:
    """Record that finance could not pay; the award can then be paid again (Article 3).

    Raises:
        Invalid, NotFound, Conflict: as `take_unpaid`.
    """
    told = PayoutFailed(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.failed_on,
        reason_code=body.reason_code,
    )
    return payout_answer(take_unpaid(work, told, "failed_on"))


def reissue(work: Work, body: ReissuePayout) -> PayoutAnswer:
    """Reissue the payout of an award, under the next number, after a recorded failure (Article 3).

    Raises:
        NotFound: for an unknown payout.
        Refused: while no failure, return or recall of it is recorded, or it was reissued already.
    """
    payout = locked_payout(work, body.payout_id)
    award = award_of(work, payout)
    if award.stage != RETURNED or payout.state not in UNPAID_OUTCOMES:
        why = reason("payout_not_failed", "3", payout=payout.payout_id)
        raise Refused("no_failure_recorded", reasons=[why])
    award.stage = moved(award.award_code, award.stage, "reissue")
    award.reissue_no, award.batch_code = award.reissue_no + 1, None
    event = AwardReissued(
        award_code=award.award_code,
        station_code=award.station_code,
        payout_id=payout.payout_id,
        reissue_no=award.reissue_no,
        on=work.today,
    )
    work.record(event)
    return payout_answer(payout)


def payout_answer(payout: Payout) -> PayoutAnswer:
    """Return the state of a payout as the answer to a command."""
    return PayoutAnswer(
        payout_id=payout.payout_id,
        award_code=payout.award_code,
        reissue_no=payout.reissue_no,
        state=payout.state,
    )
