"""Release batches for payment: repeat every check, then request each payment from finance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from liaison_contracts.errors import Conflict, Refused, Unavailable
from liaison_contracts.incentives import (
    BatchAnswer,
    BatchReleased,
    PayoutRequested,
    ReleaseBatch,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason, reason
from liaison_incentives.context import Work
from liaison_incentives.policy.evaluate import evaluate
from liaison_incentives.policy.lines import Line, State
from liaison_incentives.tables import Award, Batch, Payout
from liaison_incentives.tables.base import AnyRow, plain_columns
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.facts import facts_of
from liaison_incentives.usecases.awards.stages import REQUESTED, moved
from liaison_incentives.usecases.batches import second_factor
from liaison_incentives.usecases.batches.batch import (
    APPROVED,
    RELEASED,
    Item,
    answer,
    missing_departments,
    open_batch,
    require_fresh_hands,
    sign,
    signatures_of,
    told,
)
from liaison_incentives.usecases.batches.seal import usable_accounts
from liaison_incentives.usecases.funds import require_room
from liaison_kit.log import dead_letters, restores
from liaison_kit.log.feed import FeedStopped, place_of
from liaison_kit.store.ids import name_id

CHUNK = 200


def release(work: Work, body: ReleaseBatch) -> BatchAnswer:
    """Order the payment of exactly the sealed list, by document, as another person (Article 3).

    Raises:
        Conflict: if the list is not the sealed one, is not approved, or is released already.
        Forbidden: for a person who acted on it before, or a wrong one-time password.
        Refused: if co-signatures are missing, the edition is not in force, or an item may no longer
            be paid: held, cut, refused, or its account changed; and after a restore until finance's
            list was compared.
        Unavailable: while facts of other services have not arrived here.
    """
    batch, items = open_batch(work, body.batch_code, body.sha256)
    work.require_in_force(work.today)
    _require_reconciled(work)
    _require_signed(work, batch)
    require_fresh_hands(work, batch, items)
    second_factor.require(work, body.totp)
    require_all_heard(work, {item.station_code for item in items})
    years = _require_payable(work, items)
    require_room(work, years)
    signatures = sign(work, batch, RELEASED, signatures_of(work, batch))
    batch.state, batch.released_on, batch.document_no = RELEASED, work.today, body.document_no
    event = BatchReleased(**told(batch, signatures), document_no=body.document_no)
    work.record(event)
    _request(work, batch, items)
    return answer(batch, signatures)


def payout_id_of(award_code: str, reissue_no: int) -> str:
    """Return the id of the payout of an award, which never changes, so it is paid once."""
    return name_id(award_code, str(reissue_no))


def _require_reconciled(work: Work) -> None:
    if restores.is_open(work.session):
        why = reason("restored_not_reconciled", "3")
        raise Refused("restored_not_reconciled", reasons=[why])


def _require_signed(work: Work, batch: Batch) -> None:
    if batch.state != APPROVED:
        raise Conflict("batch_not_approved", batch_code=batch.batch_code)
    missing = missing_departments(work, batch)
    if missing:
        why = reason("cosignature_missing", "3", departments=missing)
        raise Refused("cosignature_missing", reasons=[why], batch_code=batch.batch_code)


def require_all_heard(work: Work, station_codes: set[str]) -> None:
    """Refuse while events of another service have not arrived or are parked here.

    Raises:
        Unavailable: naming the service whose events are missing.
        Refused: for stations with parked events, and while a feed is stopped.
    """
    heads: Mapping[str, int] = work.context.heads() if work.context.heads else {}
    behind = [service for service, head in sorted(heads.items()) if _position(work, service) < head]
    if behind:
        raise Unavailable("facts_on_their_way", retry_after=2, services=behind)
    subjects = {f"station/{code}" for code in station_codes}
    for service in sorted(heads):
        parked = dead_letters.open_subjects(work.session, service)
        waiting = sorted(name for name in parked if name in subjects or name.startswith("policy/"))
        if waiting:
            raise Refused("events_parked", count=len(waiting))


def _position(work: Work, service: str) -> int:
    try:
        return place_of(work.session, service).position
    except FeedStopped as error:
        raise Refused("feed_stopped", service=service) from error


def _require_payable(work: Work, items: Sequence[Item]) -> list[tuple[int, int]]:
    """Evaluate the rules again as of now, because a hold may have come since the day's close.

    Returns the year and the fen of each payment.
    """
    lines = _lines_now(work, sorted({item.station_code for item in items}))
    accounts = usable_accounts(work, {item.station_code for item in items})
    awards = select(*plain_columns(Award)).where(Award.batch_code == items[0].batch_code)
    found = work.session.execute(awards.with_for_update())
    stored = {award.award_code: award for award in found}
    reasons = []
    for item in items:
        reasons.extend(_faults(item, stored.get(item.award_code), lines.get(item.award_code)))
        account = accounts.get(item.station_code)
        if account is None or account.account_version != item.account_version:
            reasons.append(reason("account_changed", "3", station=item.station_code))
    if reasons:
        raise Refused("not_payable_any_more", reasons=reasons)
    return [(award.year, award.amount_fen) for award in stored.values()]


def _lines_now(work: Work, codes: Sequence[str]) -> dict[str, Line]:
    context, lines = work.context, {}
    for start in range(0, len(codes), CHUNK):
        some = codes[start : start + CHUNK]
        for facts in facts_of(work.session, some, context.accounts_since):
            for line in evaluate(facts, work.edition, work.today, context.rules):
                lines[line.award_code] = line
    return lines


def _faults(item: Item, award: AnyRow | None, line: Line | None) -> list[Reason]:
    if award is None or (award.amount_fen, award.rule, award.edition, award.reissue_no) != (
        item.amount_fen,
        item.rule,
        item.edition,
        item.reissue_no,
    ):
        return [reason("not_as_sealed", "3", award=item.award_code)]
    if line is None:
        return [reason("award_not_due", "13", award=item.award_code)]
    if line.state != State.PAYABLE:
        state = reason("award_not_payable", "13", award=item.award_code, state=line.state)
        return [state, *line.reasons]
    if line.amount_fen != item.amount_fen:
        return [reason("amount_changed", "13", award=item.award_code)]
    return []


def _request(work: Work, batch: Batch, items: Sequence[Item]) -> None:
    """Move every award of the batch to requested, and ask finance to pay each of the `items`."""
    of_batch = Award.batch_code == batch.batch_code
    stages = work.session.execute(select(Award.award_code, Award.stage).where(of_batch))
    for award_code, stage in stages:
        moved(award_code, stage, "release")
    change = update(Award).where(of_batch).values(stage=REQUESTED)
    work.session.execute(change.execution_options(synchronize_session=False))
    work.session.execute(insert(Payout), [_payout(work, item) for item in items])
    payouts = select(*plain_columns(Payout)).where(Payout.batch_code == batch.batch_code)
    found = {payout.award_code: payout for payout in work.session.execute(payouts)}
    postings = []
    for item in items:
        payout = found[item.award_code]
        told = tell(work, batch, payout, item)
        requested = ("requested", item.award_code, item.amount_fen, told, payout.payout_id)
        postings.append(ledger.Posting(*requested))
    ledger.post(work.session, work.today, postings)


def _payout(work: Work, item: Item) -> dict[str, Any]:
    return {
        "payout_id": payout_id_of(item.award_code, item.reissue_no),
        "award_code": item.award_code,
        "reissue_no": item.reissue_no,
        "station_code": item.station_code,
        "batch_code": item.batch_code,
        "payee_ref": item.payee_ref,
        "account_version": item.account_version,
        "amount_fen": item.amount_fen,
        "state": "requested",
        "requested_on": work.today,
        "asked_on": work.today,
        "reminders": 0,
    }


def tell(work: Work, batch: Batch, payout: Payout | AnyRow, item: Item) -> str:
    """Ask finance to pay, or remind it: the same payout with a reminder number."""
    event = PayoutRequested(
        payout_id=payout.payout_id,
        award_code=payout.award_code,
        reissue_no=payout.reissue_no,
        station_code=payout.station_code,
        batch_code=payout.batch_code,
        payee_ref=payout.payee_ref,
        account_version=payout.account_version,
        amount_fen=Fen(payout.amount_fen),
        rule=item.rule,
        articles=tuple(item.articles),
        document_no=batch.document_no or "",
        requested_on=payout.requested_on,
        channel=batch.channel,
        reminder_no=payout.reminders,
    )
    return work.record(event)
