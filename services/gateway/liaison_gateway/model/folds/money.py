"""Fold the events about money: awards, payee accounts, batches, payouts.

An award has `ruling`, which is what the rules say, and `stage`, which is how far its payment is.
`state` is the word shown to people: the stage of a running payment, otherwise what the rules say.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds

ON_ITS_WAY = ("requested", "recalling", "returned")


def _put(session: Session, envelope: Envelope, kind: str, code: str, **data: Any) -> None:
    put(session, kind, code, data)


def put_award(session: Session, envelope: Envelope, code: str, **data: Any) -> None:
    """Merge fields into an award and calculate the word shown to people."""
    known = find(session, "award", code) or {"award_code": code, "stage": "free", "holds": []}
    merged = {**known, **data}
    _put(session, envelope, "award", code, **{**merged, "state": _shown(merged)})


def _shown(award: dict[str, Any]) -> str:
    ruling, stage = award.get("ruling", "payable"), award["stage"]
    if stage in ON_ITS_WAY:
        return str(stage)
    if stage == "paid":
        return "clawback_proposed" if ruling == "clawback_proposed" else "paid"
    if ruling == "payable" and award["holds"]:
        return "held"
    return str(ruling)


@folds("award.granted")
def _granted(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put_award(session, envelope, data["award_code"], **data, ruling="payable", holds=[])


@folds("award.refused")
def _refused(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put_award(session, envelope, data["award_code"], **data, ruling="refused", holds=[])


@folds("award.held", "award.released")
def _held(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "award", data["award_code"]) or {}
    others = {*known.get("holds", [])} - {data["hold"]}
    now = {data["hold"]} if envelope.type == "award.held.v1" else set()
    holds = sorted(others | now)
    put_award(session, envelope, data["award_code"], station_code=data["station_code"], holds=holds)


@folds("award.adjusted")
def _adjusted(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put_award(session, envelope, data["award_code"], amount=data["new_amount"])


@folds("award.cancelled")
def _cancelled(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"ruling": "cancelled", "holds": [], "cause": data["cause"]}
    put_award(session, envelope, data["award_code"], **names)


@folds("payout.requested")
def _requested(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "payout", data["payout_id"], state="requested", **data)
    put_award(session, envelope, data["award_code"], stage="requested", payout_id=data["payout_id"])


@folds("payout.recall_requested")
def _recall(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "payout", data["payout_id"]) or {}
    _put(session, envelope, "payout", data["payout_id"], state="recall_requested")
    if known:
        put_award(session, envelope, known["award_code"], stage="recalling")


@folds("award.paid")
def _paid(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {name: data[name] for name in ("payout_id", "settled_on", "voucher_no")}
    put_award(session, envelope, data["award_code"], stage="paid", **names)
    _put(session, envelope, "payout", data["payout_id"], state="paid", **names)


@folds("award.paid_before")
def _paid_before(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"paid_before_on": data["paid_on"], "cause": data["cause"]}
    put_award(session, envelope, data["award_code"], stage="paid", **names)


@folds("award.returned")
def _returned(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put_award(session, envelope, data["award_code"], stage="returned")
    names = {"state": data["outcome"], "reason_code": data["reason_code"]}
    _put(session, envelope, "payout", data["payout_id"], **names)


@folds("award.reissued")
def _reissued(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put_award(session, envelope, data["award_code"], stage="free")


@folds("payee_account.registered", "payee_account.approved")
def _account(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = envelope.type.split(".")[1]
    code = f"{data['payee_ref']}/{data['account_version']}"
    _put(session, envelope, "payee_account", code, state=state, **data)


@folds("batch.sealed", "batch.approved", "batch.cosigned", "batch.released", "batch.broken")
def _batch(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    act = envelope.type.split(".")[1]
    known = find(session, "batch", data["batch_code"]) or {}
    is_partial = act == "cosigned" or bool(data.get("open_approvals"))
    cosigned = sorted({*known.get("cosigned", []), *filter(None, [data.get("department")])})
    entry = {"act": act, "actor": envelope.actor, "on": envelope.effectiveon, "at": envelope.time}
    if data.get("department"):
        entry["department"] = data["department"]
    names = {
        "state": known.get("state", "sealed") if is_partial else act,
        "cosigned": cosigned,
        "acts": [*known.get("acts", []), entry],
        "department": "",
    }
    _put(session, envelope, "batch", data["batch_code"], **{**data, **names})


@folds("payout.day_closed")
def _day_closed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "payout_day", data["on"], **data)
