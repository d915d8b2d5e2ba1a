"""Show finance which of its answers were not taken, and take one again (Article 3)."""

from __future__ import annotations

from typing import Any

from liaison_contracts.errors import from_wire
from liaison_contracts.gateway import (
    FinanceAnswer,
    Handled,
    ListFinanceAnswers,
    RetryFinanceAnswer,
)
from liaison_contracts.sentences import detail_of
from liaison_gateway.access.work import Rows, Work
from liaison_gateway.base.problems import reader_here

FINANCE, INTERNAL = "finance", "internal_error"


def listed(work: Work, wish: ListFinanceAnswers) -> Rows:
    """Return answers that were not taken, each with a sentence in the caller's language."""
    found = _asked(work, {"act": "list", "state": wish.state})
    return Rows(tuple(_answer(row) for row in found))


def retry(work: Work, wish: RetryFinanceAnswer) -> Handled:
    """Take an answer again; what stands against it now is the error."""
    return Handled(**_asked(work, {"act": "retry", "parked_id": wish.refusal_id}))


def _answer(row: dict[str, Any]) -> FinanceAnswer:
    problem = row["problem"] or {"kind": "error", "code": INTERNAL, "values": {}}
    error = from_wire(problem)
    said = row["data"] or {}
    return FinanceAnswer(
        refusal_id=row["parked_id"],
        message_id=row["message_id"],
        type=row["type"],
        sha256=row["sha256"] or "",
        payout_id=_text(said.get("payout_id")),
        settlement_id=_text(said.get("settlement_id")),
        code=error.code,
        detail=detail_of(error.code, error.values, error.reasons, reader_here()),
        received_at=row["parked_at"],
        state=row["state"],
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _asked(work: Work, body: dict[str, str]) -> Any:
    sent = {**body, "party": FINANCE}
    return work.gateway.client.call(work.caller, "incentives", "parked", sent).result
