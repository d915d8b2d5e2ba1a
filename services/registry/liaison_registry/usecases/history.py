"""End the import of history into a live instance, by two people (reading A52, ADR 0038)."""

from __future__ import annotations

from liaison_contracts.errors import Forbidden, Reason, Refused
from liaison_contracts.registry import EndHistory, HistoryAnswer, HistoryEnded
from liaison_kit.instance import instance
from liaison_registry.context import Work
from liaison_registry.usecases.policy_register import by_two

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
        raise Forbidden("history_own_import", "The import's own accounts cannot end it.")
    if not work.brings_history:
        fact, needs = "no history is open on this instance", "an instance made to bring its history"
        reason = Reason("15", fact, needs)
        raise Refused("history_ended", f"There is nothing to end: {fact}.", reasons=[reason])
    instance.require_history_closed(work.session, body.history_until)

    def write() -> None:
        instance.end_history(work.session, body.history_until)
        event = HistoryEnded(history_until=body.history_until, document_no=body.document_no)
        work.record(event, effective_on=body.history_until)

    state = by_two(work, "history_end", body, write)
    return HistoryAnswer(history_until=body.history_until, state=state)
