"""End, once and for ever, the time in which a live instance is given its past."""

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
    """Say whether the end of the history is proposed or, by a second person, recorded."""

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
    """End the import of the past: what falls due after `history_until` is live, for ever.

    The first person's command proposes; a second person's equal command records. Who acts for the
    import itself may not: people of the office answer for what was taken over.
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
    """Tell that the past is in up to `history_until`, and the clock is the system's from now on."""

    history_until: date
    document_no: DocumentNo
