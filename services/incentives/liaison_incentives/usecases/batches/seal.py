"""Seal a list of payable awards, each with its bank account, under one hash (Article 3).

An empty list seals every payable award whose station has a usable account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.incentives import BatchAnswer, BatchSealed, SealBatch
from liaison_contracts.reasons import reason
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Batch, BatchItem, PayeeAccount, Station
from liaison_incentives.tables.base import AnyRow, plain_columns
from liaison_incentives.usecases.awards.stages import (
    BATCHED,
    FREE,
    moved,
)
from liaison_incentives.usecases.batches.batch import (
    SEALED,
    answer,
    hash_of_items,
    items_of,
    sign,
    told,
)
from liaison_incentives.usecases.funds import require_room
from liaison_incentives.usecases.payments.payee_accounts import APPROVED
from liaison_incentives.usecases.rights import require_outsider
from liaison_kit.store.ids import name_id


def seal(work: Work, body: SealBatch) -> BatchAnswer:
    """Seal a list of payable awards, each with its bank account, under one hash (Article 3).

    An empty list seals every payable award whose station has a usable account.

    Raises:
        Refused: for an award that cannot be paid now, or if there is nothing to pay.
        Invalid: for a payout channel this instance does not offer.
    """
    if body.channel not in work.context.channels:
        raise Invalid("channel_unknown", channel=body.channel, offered=list(work.context.channels))
    awards = _payable(work, body.award_codes)
    accounts = usable_accounts(work, {award.station_code for award in awards})
    if body.award_codes:
        _require_sealable(body.award_codes, awards, accounts)
    chosen = [award for award in awards if award.station_code in accounts]
    if not chosen:
        why = reason("nothing_payable", "3")
        raise Refused("nothing_payable", reasons=[why])
    require_room(work, [(award.year, award.amount_fen) for award in chosen])
    require_outsider(work.caller, chosen)
    return _close(work, body.channel, chosen, accounts)


def _payable(work: Work, codes: Sequence[str]) -> Sequence[AnyRow]:
    """Return the awards that can be paid, locked, as plain rows because there may be many.

    Each row also names the guiding department and the people of its station.
    """
    people = (Station.guiding_department, Station.head_ref, Station.liaison_ref)
    query = (
        select(*plain_columns(Award), Award.articles, *people)
        .join(Station, Station.station_code == Award.station_code)
        .where(Award.state == "payable", Award.stage == FREE, Award.amount_fen > 0)
        .order_by(Award.award_code)
        .with_for_update(of=Award)
    )
    if codes:
        query = query.where(Award.award_code.in_(codes))
    return work.session.execute(query).all()


def usable_accounts(work: Work, station_codes: Iterable[str]) -> dict[str, AnyRow]:
    """Return reference and version of each station's approved account that is usable today."""
    query = select(
        PayeeAccount.station_code, PayeeAccount.payee_ref, PayeeAccount.account_version
    ).where(PayeeAccount.state == APPROVED, PayeeAccount.usable_on <= work.today)
    wanted = set(station_codes)
    found = work.session.execute(query)
    return {a.station_code: a for a in found if a.station_code in wanted}


def _require_sealable(
    codes: Sequence[str], awards: Sequence[AnyRow], accounts: Mapping[str, AnyRow]
) -> None:
    payable = {award.award_code for award in awards}
    reasons = [
        reason("award_not_to_seal", "3", award=code) for code in codes if code not in payable
    ]
    reasons.extend(
        reason("no_usable_account", "3", station=award.station_code)
        for award in awards
        if award.station_code not in accounts
    )
    if reasons:
        raise Refused("not_sealable", reasons=reasons)


def _close(
    work: Work,
    channel: str,
    awards: Sequence[AnyRow],
    accounts: Mapping[str, AnyRow],
) -> BatchAnswer:
    code = f"B-{work.today:%Y%m%d}-{name_id('batch', work.actor, work.cause)[:12]}"
    batch = Batch(
        batch_code=code,
        channel=channel,
        state=SEALED,
        sha256="",
        count=len(awards),
        total_fen=sum(award.amount_fen for award in awards),
        departments=sorted({award.guiding_department for award in awards}),
        sealed_on=work.today,
    )
    work.session.add(batch)
    work.session.flush()
    rows = [_item(code, award, accounts[award.station_code]) for award in awards]
    work.session.execute(insert(BatchItem), rows)
    batch.sha256 = hash_of_items(items_of(work, code))
    sealed = select(BatchItem.award_code).where(BatchItem.batch_code == code)
    work.session.execute(
        update(Award)
        .where(Award.award_code.in_(sealed))
        .values(stage=BATCHED, batch_code=code)
        .execution_options(synchronize_session=False)
    )
    signatures = sign(work, batch, SEALED, [])
    work.record(BatchSealed(**told(batch, signatures)))
    return answer(batch, signatures)


def _item(code: str, award: AnyRow, account: AnyRow) -> dict[str, Any]:
    moved(award.award_code, award.stage, "seal")
    return {
        "batch_code": code,
        "award_code": award.award_code,
        "reissue_no": award.reissue_no,
        "station_code": award.station_code,
        "department": award.guiding_department,
        "payee_ref": account.payee_ref,
        "account_version": account.account_version,
        "amount_fen": award.amount_fen,
        "rule": award.rule,
        "articles": award.articles,
        "edition": award.edition,
    }
