"""Define the end of the history import of a live instance, which cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event
from liaison_contracts.roles import TALENT_OFFICE
from liaison_contracts.words import Code, DocumentNo

__all__ = ["EndHistory", "HistoryAnswer", "HistoryEnded"]

BECAUSE = "HOUSE: an office brings its past once (reading A52), and from then on the clock is real."


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAnswer:
    """The state of the end of the history: proposed or, by a second person, recorded."""

    history_until: date
    state: Code


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=HistoryAnswer,
    because=BECAUSE,
    zh="结束历史数据导入（两人）",
    en="End the import of the past, by two people",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EndHistory:
    """End the import of the history: everything due after `history_until` is live from now on.

    The first person's command proposes; a second person's equal command records. Accounts that act
    for the import itself may not send it: people of the office are responsible for the imported
    data.
    """

    history_until: date
    document_no: DocumentNo


@event(
    "history.ended.v1",
    source="registry",
    subject="history",
    heard_by=("assessment", "incentives"),
    because=BECAUSE,
    zh="历史数据导入结束",
    en="Import of the past ended",
    about_zh="告知历史数据已导入至 `history_until`，此后使用系统时钟。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEnded:
    """Announce that the history is imported up to `history_until`; the system clock applies now."""

    history_until: date
    document_no: DocumentNo
