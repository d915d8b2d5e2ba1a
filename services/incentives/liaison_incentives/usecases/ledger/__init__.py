"""Keep the ledger in double entry: owed on grant, ordered on release, paid on settlement.

    granted    expense    -> commitment      an award is owed (also while it is held)
    reduced    commitment -> expense         less is owed, or nothing: cut, refused, cancelled
    requested  commitment -> payable         finance was asked to pay
    settled    payable    -> fund            the talent fund paid
    paid_before  commitment -> paid_before   it was paid before this instance began
    unpaid     payable    -> commitment      finance did not pay; what was owed is owed again
    returned   fund       -> commitment      the bank gave it back
    recoverable  recoverable -> expense      people decided to ask it back
    recovered  fund       -> recoverable     asked-back money came in
    voided     expense    -> recoverable     nothing is left to ask for: the payment came back

The first account is debited, the second credited. An account is kept for each award, and an award
has its year and article. Lines are chained by hash, name the event they come from, and never
change; signed checkpoints let an outsider prove what the ledger was (`chain`, `checkpoints`), and
`verifying` compares all of it with the event log.
"""

from __future__ import annotations

from liaison_incentives.usecases.ledger.postings import (
    ACCOUNTS,
    Posting,
    owed_change,
    post,
    write,
)
from liaison_incentives.usecases.ledger.verification import Verification, verify

__all__ = ["ACCOUNTS", "Posting", "Verification", "owed_change", "post", "verify", "write"]
