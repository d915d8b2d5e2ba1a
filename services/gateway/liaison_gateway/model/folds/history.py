"""End the history of a live instance in the gateway: its clock, and the import's keys."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.access.accounts import close_keys_of
from liaison_gateway.access.built_in_accounts import HISTORY
from liaison_gateway.model.folds.fold import folds
from liaison_kit.instance.instance import follow_system_clock


@folds("history.ended")
def _history_ended(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    follow_system_clock(session)
    close_keys_of(session, HISTORY)
