"""Reveal the account of a payment to finance's own credentials; every reveal is logged."""

from __future__ import annotations

from liaison_contracts.errors import NotFound
from liaison_contracts.incentives import PayeeAccountDetails, RevealPayeeAccount
from liaison_incentives.context import Work
from liaison_incentives.tables import PayeeAccount, Payout
from liaison_kit.runtime import note_access


def reveal(work: Work, body: RevealPayeeAccount) -> PayeeAccountDetails:
    """Return holder, bank and number of exactly the account version that a payout uses.

    Raises:
        NotFound: for a payout that was never requested, or that goes to another account.
    """
    payout = work.session.get(Payout, body.payout_id)
    account = work.session.get(PayeeAccount, (body.payee_ref, body.account_version))
    named = (body.payee_ref, body.account_version)
    if payout is None or account is None or named != (payout.payee_ref, payout.account_version):
        raise NotFound("payee_account_unknown")
    subject = f"{body.payee_ref}/{body.account_version}"
    act, reason = "reveal_payee_account", f"payout {body.payout_id}"
    note_access(work.session, work.caller, act, subject, "shown", reason)
    bound, unseal = (
        (account.payee_ref, str(account.account_version)),
        work.context.vault.unseal_text,
    )
    return PayeeAccountDetails(
        payee_ref=account.payee_ref,
        account_version=account.account_version,
        holder=unseal(account.holder, *bound, "holder"),
        bank=unseal(account.bank, *bound, "bank"),
        number=unseal(account.number, *bound, "number"),
    )
