"""Tell finance which of its answers were not taken, on its own queue (Article 3)."""

from __future__ import annotations

import re

from liaison_contracts.errors import LiaisonError
from liaison_contracts.incentives import PayoutAnswerRefused
from liaison_contracts.message import EVENTS
from liaison_incentives.context import Work
from liaison_kit.service import RefusedMessage

INTERNAL = "internal_error"
_PAYOUT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLAIN = re.compile(r"[!-~]{1,120}")


def tell(work: Work, refused: RefusedMessage) -> None:
    """Record that an answer was not taken.

    Only what has the form of an id is repeated: an answer may contain anything.
    """
    payout_id = str(refused.data.get("payout_id", ""))
    event = PayoutAnswerRefused(
        refusal_id=refused.parked_id,
        message_id=refused.message_id if _PLAIN.fullmatch(refused.message_id) else "",
        type=refused.type if refused.type in EVENTS else "unreadable",
        sha256=refused.sha256,
        payout_id=payout_id if _PAYOUT_ID.fullmatch(payout_id) else None,
        code=refused.error.code if isinstance(refused.error, LiaisonError) else INTERNAL,
        on=work.today,
    )
    work.record(event)
