"""Hand over released batches to their payout channels, once the release is committed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy import select

from liaison_incentives.context import Work
from liaison_incentives.plugins import Order
from liaison_incentives.tables import Batch, HeardPayout, PayeeAccount, Payout
from liaison_incentives.usecases.batches.batch import RELEASED
from liaison_kit.log import restores


def hand_over(work: Work, on: date, checkpoint: str) -> None:
    """Hand over each released batch that was not handed over yet.

    After a crash between hand-over and commit, the same batch is handed over again, as the same
    thing. If files are written for a bank, the ledger's checkpoint of the day is written next to
    them; a kept copy can prove later what the ledger was. After a restore, nothing is handed over
    until finance's list was compared, and never what is on that list, because a file may have been
    paid.
    """
    if restores.is_open(work.session):
        return
    waiting = select(Batch).where(Batch.state == RELEASED, Batch.handed_over_as.is_(None))
    folder = work.context.settings.bank_folder
    for batch in work.session.scalars(waiting.order_by(Batch.batch_code)).all():
        channel = work.context.channels.get(batch.channel)
        if channel is None:
            raise RuntimeError(
                f"{batch.batch_code} was released to the channel {batch.channel}, "
                "which is not on this instance's list any more"
            )
        orders = partial(_orders, work, batch.batch_code)
        batch.handed_over_as = channel.hand_over(batch.batch_code, orders, folder)
        if folder is not None and checkpoint and (folder / batch.handed_over_as).is_file():
            (folder / f"ledger-{on}.txt").write_text(f"{checkpoint}\n", encoding="utf-8")


def _orders(work: Work, batch_code: str) -> Sequence[Order]:
    query = select(Payout, PayeeAccount).join(
        PayeeAccount,
        (PayeeAccount.payee_ref == Payout.payee_ref)
        & (PayeeAccount.account_version == Payout.account_version),
    )
    heard = select(HeardPayout.payout_id)
    ours = (Payout.batch_code == batch_code) & Payout.payout_id.not_in(heard)
    found = work.session.execute(query.where(ours))
    return [_order(work, payout, account) for payout, account in found]


def _order(work: Work, payout: Payout, account: PayeeAccount) -> Order:
    bound = (account.payee_ref, str(account.account_version))
    unseal = work.context.vault.unseal_text
    return Order(
        payout_id=payout.payout_id,
        award_code=payout.award_code,
        amount_fen=payout.amount_fen,
        holder=unseal(account.holder, *bound, "holder"),
        bank=unseal(account.bank, *bound, "bank"),
        number=unseal(account.number, *bound, "number"),
    )
