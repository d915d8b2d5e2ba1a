"""Close a list of payable awards, each with the account it goes to, under one hash (Article 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from liaison_contracts.errors import Invalid, Reason, Refused
from liaison_contracts.incentives import BatchAnswer, BatchSealed, SealBatch
from liaison_incentives.tables import Award, Batch, BatchItem, PayeeAccount, Station
from liaison_incentives.usecases.accounts import APPROVED
from liaison_incentives.usecases.batches import (
    SEALED,
    answer,
    hash_of_items,
    sign,
    stations_of,
    told,
)
from liaison_incentives.usecases.funds import require_room
from liaison_incentives.usecases.rights import require_outsider
from liaison_incentives.usecases.stages import FREE, moved
from liaison_kit.ids import name_id
from liaison_kit.work import Work


def seal(work: Work, body: SealBatch) -> BatchAnswer:
    """Close a list of payable awards, each with the account it goes to, under one hash (Article 3).

    An empty list takes every payable award whose station has a usable account.

    Raises:
        Refused: for an award that cannot be paid now, or when there is nothing to pay.
        Invalid: for a payout channel this instance does not offer.
    """
    if body.channel not in work.context.channels:
        offered = ", ".join(work.context.channels)
        raise Invalid("channel_unknown", f"This instance pays by {offered}, not {body.channel}.")
    awards = _payable(work, body.award_codes)
    accounts = usable_accounts(work, {award.station_code for award in awards})
    if body.award_codes:
        _require_sealable(body.award_codes, awards, accounts)
    chosen = [award for award in awards if award.station_code in accounts]
    if not chosen:
        needs = "an award that is payable, of a station with a usable account"
        reason = Reason("3", "nothing can be paid now", needs)
        raise Refused("nothing_payable", f"There is nothing to pay. It needs {needs}.",
                      reasons=[reason])  # fmt: skip
    require_room(work, [(award.year, award.amount_fen) for award in chosen])
    stations = stations_of(work, {award.station_code for award in chosen})
    require_outsider(work.caller, stations.values(), "Sealing this batch")
    return _close(work, body.channel, chosen, accounts, stations)


def _payable(work: Work, codes: Sequence[str]) -> list[Award]:
    query = select(Award).where(Award.state == "payable", Award.stage == FREE, Award.amount_fen > 0)
    if codes:
        query = query.where(Award.award_code.in_(codes))
    return list(work.session.scalars(query.order_by(Award.award_code).with_for_update()))


def usable_accounts(work: Work, station_codes: Iterable[str]) -> dict[str, PayeeAccount]:
    """Return the approved account of each station that can be paid on today."""
    query = select(PayeeAccount).where(
        PayeeAccount.state == APPROVED, PayeeAccount.usable_on <= work.today
    )
    wanted = set(station_codes)
    found = work.session.scalars(query)
    return {a.station_code: a for a in found if a.station_code in wanted}


def _require_sealable(
    codes: Sequence[str], awards: Sequence[Award], accounts: dict[str, PayeeAccount]
) -> None:
    payable = {award.award_code for award in awards}
    reasons = [
        Reason("3", f"{code} is not payable now", "an award that is payable and in no batch")
        for code in codes
        if code not in payable
    ]
    reasons.extend(
        Reason("3", f"station {award.station_code} has no usable account",
               "an account approved by two persons, after its wait")
        for award in awards
        if award.station_code not in accounts
    )  # fmt: skip
    if reasons:
        facts = "; ".join(reason.fact for reason in reasons)
        raise Refused("not_sealable", f"Nothing was sealed: {facts}.", reasons=reasons)


def _close(
    work: Work,
    channel: str,
    awards: Sequence[Award],
    accounts: dict[str, PayeeAccount],
    stations: dict[str, Station],
) -> BatchAnswer:
    code = f"B-{work.today:%Y%m%d}-{name_id('batch', work.actor, work.cause)[:12]}"
    items = []
    for award in awards:
        award.stage, award.batch_code = moved(award.award_code, award.stage, "seal"), code
        account = accounts[award.station_code]
        item = BatchItem(
            batch_code=code,
            award_code=award.award_code,
            reissue_no=award.reissue_no,
            station_code=award.station_code,
            department=stations[award.station_code].guiding_department,
            payee_ref=account.payee_ref,
            account_version=account.account_version,
            amount_fen=award.amount_fen,
            rule=award.rule,
            articles=award.articles,
            edition=award.edition,
        )
        items.append(item)
    batch = Batch(
        batch_code=code,
        channel=channel,
        state=SEALED,
        sha256=hash_of_items(items),
        count=len(items),
        total_fen=sum(item.amount_fen for item in items),
        departments=sorted({item.department for item in items}),
        sealed_on=work.today,
    )
    work.session.add(batch)
    work.session.flush()
    work.session.add_all(items)
    signatures = sign(work, batch, SEALED, [])
    work.record(BatchSealed(**told(batch, signatures)), subject=f"batch/{code}")
    return answer(batch, signatures)
