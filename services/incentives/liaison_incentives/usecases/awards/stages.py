"""Define the stages of an award's payment, and the acts that move it between them.

One table for all of it; `award.stage` holds the stage, `award.state` what the rules say:

    free ──seal──▶ batched ──release──▶ requested ──settled──▶ paid
     ▲  ◀──break───┘                       │  │                  │
     │                                  recall │ failed,          │ returned
     │                                     ▼   │ returned,        │
     │                                 recalling│ recalled         │
     │                                     │   ▼                  ▼
     └──────────────reissue──────────── returned ◀───────────────┘

    recalling ──settled──▶ paid       it was too late: finance had paid already
    recalling ──failed, returned, recalled──▶ returned
    returned, free or batched ──settled──▶ paid    finance corrects an earlier failure of the
                                                   same payout and no other one is on its way
    free ──paid_before──▶ paid        brought with an office's history; there is no payout

Only `free` and payable can be sealed. A hold, cut or refusal that comes later breaks the batch
(batched) or asks finance not to pay (requested). In the words of the year book: free, batched,
requested, recalling and returned show what the rules say (payable, held, refused, cancelled,
clawback_proposed), paid shows paid or clawback_proposed.
"""

from __future__ import annotations

from liaison_contracts.errors import Conflict

FREE, BATCHED, REQUESTED, RECALLING = "free", "batched", "requested", "recalling"
RETURNED, PAID = "returned", "paid"
UNPAID_OUTCOMES = ("failed", "returned", "recalled")

MOVES = {
    (FREE, "seal"): BATCHED,
    (BATCHED, "break"): FREE,
    (BATCHED, "release"): REQUESTED,
    (REQUESTED, "recall"): RECALLING,
    (REQUESTED, "settled"): PAID,
    (RECALLING, "settled"): PAID,
    (RETURNED, "settled"): PAID,
    (FREE, "settled"): PAID,
    (FREE, "paid_before"): PAID,
    (BATCHED, "settled"): PAID,
    (RETURNED, "reissue"): FREE,
    (PAID, "returned"): RETURNED,
    **{(REQUESTED, outcome): RETURNED for outcome in UNPAID_OUTCOMES},
    **{(RECALLING, outcome): RETURNED for outcome in UNPAID_OUTCOMES},
}


def moved(award_code: str, stage: str, act: str) -> str:
    """Return the stage after an act.

    >>> moved("base_grant.LZ-001.2018", "requested", "settled")
    'paid'

    Raises:
        Conflict: if the stage does not allow the act.
    """
    if (stage, act) not in MOVES:
        raise Conflict("payment_stage", award_code=award_code, stage=stage)
    return MOVES[stage, act]


def shown(state: str, stage: str) -> str:
    """Return the word shown to people: the stage of a running payment, otherwise the state."""
    return stage if stage in (BATCHED, REQUESTED, RECALLING, RETURNED) else state
