"""End the import of history into a live instance, by two people (reading A52, ADR 0038)."""

from __future__ import annotations

from liaison_contracts.errors import Forbidden
from liaison_contracts.reasons import reason
from liaison_contracts.registry import EndHistory, HistoryAnswer, HistoryEnded
from liaison_kit.instance import instance
from liaison_registry.context import Work
from liaison_registry.usecases.policy_register import by_two
from liaison_registry.usecases.refusals import refuse

IMPORT = "history"
"""The mandate of import accounts: they enter what others did, and decide nothing."""


def end(work: Work, body: EndHistory) -> HistoryAnswer:
    """Propose the end or, as the second person, record it; the system clock applies from then on.

    Raises:
        Forbidden: for callers who act for the import.
        Refused: if no history is open, or for the same person twice.
        Conflict: before its last day is closed.
    """
    if IMPORT in work.caller.mandates:
        raise Forbidden("history_own_import")
    if not work.brings_history:
        refuse("history_ended", reasons=[reason("no_history_open", "15")])
    instance.require_history_closed(work.session, body.history_until)

    def write() -> None:
        instance.end_history(work.session, body.history_until)
        event = HistoryEnded(history_until=body.history_until, document_no=body.document_no)
        work.record(event, effective_on=body.history_until)

    state = by_two(work, "history_end", body, write)
    return HistoryAnswer(history_until=body.history_until, state=state)
