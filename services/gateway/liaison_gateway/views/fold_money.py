"""Fold the events of money: awards, payee accounts, batches, payouts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.views.documents import find, put
from liaison_gateway.views.fold import folds


def _change(session: Session, envelope: Envelope, kind: str, code: str, **data: Any) -> None:
    put(session, kind, code, envelope.time, data)


def _award_state(session: Session, envelope: Envelope, code: str, **data: Any) -> None:
    known = find(session, "award", code) or {}
    merged = {**known, **data}
    if merged.get("state") in ("payable", "held"):
        data["state"] = "held" if merged.get("holds") else "payable"
    _change(session, envelope, "award", code, **data)


@folds("award.granted", "award.refused")
def _granted(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "payable" if envelope.type == "award.granted.v1" else "refused"
    known = find(session, "award", data["award_code"]) or {}
    names = {**data, "state": state, "holds": known.get("holds", [])}
    _award_state(session, envelope, data["award_code"], **names)


@folds("award.held")
def _held(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "award", data["award_code"]) or {"state": "held"}
    holds = sorted({*known.get("holds", []), data["hold"]})
    state = "held" if known.get("state") == "payable" else known.get("state", "held")
    names = {"award_code": data["award_code"], "station_code": data["station_code"]}
    _award_state(session, envelope, data["award_code"], holds=holds, state=state, **names)


@folds("award.released")
def _released(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "award", data["award_code"]) or {}
    holds = [hold for hold in known.get("holds", []) if hold != data["hold"]]
    _award_state(session, envelope, data["award_code"], holds=holds)


@folds("award.adjusted")
def _adjusted(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "award", data["award_code"], amount=data["new_amount"])


@folds("award.cancelled")
def _cancelled(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "award", data["award_code"], state="cancelled")


@folds("award.paid")
def _paid(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {name: data[name] for name in ("payout_id", "settled_on", "voucher_no")}
    _change(session, envelope, "award", data["award_code"], state="paid", **names)
    _change(session, envelope, "payout", data["payout_id"], state="paid", **names)


@folds("clawback.proposed")
def _clawback(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "award", data["award_code"], state="clawback_proposed")


@folds("payee_account.registered", "payee_account.approved")
def _account(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = envelope.type.split(".")[1]
    code = f"{data['payee_ref']}/{data['account_version']}"
    _change(session, envelope, "payee_account", code, state=state, **data)


@folds("batch.sealed", "batch.approved", "batch.cosigned", "batch.released")
def _batch(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = envelope.type.split(".")[1]
    known = find(session, "batch", data["batch_code"]) or {}
    cosigned = sorted({*known.get("cosigned", []), *filter(None, [data.get("department")])})
    acts = [*known.get("acts", []), {"act": state, "actor": envelope.actor, "at": envelope.time}]
    names = {**data, "state": state, "cosigned": cosigned, "acts": acts, "department": ""}
    _change(session, envelope, "batch", data["batch_code"], **names)


@folds("payout.requested")
def _requested(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "payout", data["payout_id"], state="requested", **data)
    _change(session, envelope, "award", data["award_code"], state="requested")


@folds("payout.recall_requested")
def _recall(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "payout", data["payout_id"], state="recall_requested")


@folds("payout.day_closed")
def _day_closed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _change(session, envelope, "payout_day", data["on"], **data)
