"""Fold events that stop, correct or recover a payment: disputes, clawbacks, reversals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds
from liaison_gateway.model.folds.money import put_award


def _put(session: Session, envelope: Envelope, kind: str, code: str, **data: Any) -> None:
    put(session, kind, code, data)


@folds("recruitment.disputed")
def _disputed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "dispute", data["talent_ref"], state="open", **data)
    for code in data["recruitment_codes"]:
        _put(session, envelope, "recruitment", code, disputed_on=data["opened_on"])


@folds("recruitment.dispute_decided")
def _dispute_decided(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "dispute", data["talent_ref"], state="decided", **data)
    for code in data["recruitment_codes"]:
        outcome = "won" if code == data["winner"] else "lost"
        _put(session, envelope, "recruitment", code, dispute=outcome)


@folds("recruitment.contract_ended")
def _contract_ended(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"contract_ended_on": data["ended_on"], "contract_ended_early": data["early"]}
    _put(session, envelope, "recruitment", data["recruitment_code"], **names)


@folds("clawback.proposed")
def _proposed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": "proposed", "outstanding": data["amount"]}
    _put(session, envelope, "clawback", data["clawback_code"], **{**data, **names})
    if data.get("by_rule", True):
        ruling = {"ruling": "clawback_proposed", "cause": data["cause"]}
        put_award(session, envelope, data["award_code"], **ruling)


@folds("clawback.decided")
def _decided(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    states = {"recover": "requested", "waive": "waived", "void": "void"}
    names = {**data, "state": states[data["decision"]]}
    _put(session, envelope, "clawback", data["clawback_code"], **names)


@folds("clawback.recovered")
def _recovered(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"outstanding": data["outstanding"], "received_on": data["received_on"]}
    if data["outstanding"] == "0.00":
        names["state"] = "received"
    _put(session, envelope, "clawback", data["clawback_code"], **names)


@folds("payout.clawback_requested")
def _clawback_requested(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "clawback", data["clawback_code"], due_on=data["due_on"])


@folds("special_event.settled")
def _event_settled(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "special_event", data["event_code"], state="settled", **data)


@folds("bole_call.opened")
def _bole_call(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "bole_call", str(data["year"]), state="open", **data)


@folds("bole.nominated")
def _nominated(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['year']}/{data['station_code']}"
    _put(session, envelope, "bole_nomination", code, state="nominated", **data)


@folds("bole.decided")
def _bole_decided(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "bole_decision", data["bole_code"], state="decided", **data)


@folds("case_by_case.decided")
def _case_by_case(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": "recorded", "year": int(data["decided_on"][:4])}
    _put(session, envelope, "case_by_case_decision", data["decision_code"], **data, **names)


@folds("budget.set")
def _budget(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "budget", str(data["year"]), state="set", **data)


@folds("budget.alerted")
def _budget_alerted(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = "exceeded" if data["used_permille"] > 1000 else "nearly_used"
    _put(session, envelope, "budget", str(data["year"]), state=state, **data)


@folds("bank_statement.imported")
def _statement(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": _agreement(data), "explained": 0}
    _put(session, envelope, "bank_statement", data["statement_code"], **{**data, **names})


def _agreement(data: Mapping[str, Any]) -> str:
    """Return whether a statement agreed with the books when it was imported."""
    return "differs" if data["unmatched"] + data["double"] + data["unknown"] else "clear"


@folds("bank_statement.line_explained")
def _explained(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "bank_statement", data["statement_code"]) or {}
    lines = sorted({*known.get("explained_lines", []), data["line_no"]})
    names = {"explained_lines": lines, "explained": len(lines)}
    _put(session, envelope, "bank_statement", data["statement_code"], **names)


@folds("bank_statement.set_aside_proposed")
def _set_aside_proposed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    names = {"state": "set_aside_proposed", "set_aside_reason": data["reason"]}
    names |= {name: data[name] for name in ("document_no", "replaced_by", "proposed_on")}
    names["proposed_by"] = envelope.actor
    _put(session, envelope, "bank_statement", data["statement_code"], **names)


@folds("bank_statement.set_aside_decided")
def _set_aside_decided(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = data["statement_code"]
    names = {"set_aside_by": envelope.actor, "decided_on": data["decided_on"]}
    if data["decision"] == "set_aside":
        _put(session, envelope, "bank_statement", code, state="set_aside", **names)
        return
    known = find(session, "bank_statement", code) or {}
    kept = dict.fromkeys(("set_aside_reason", "document_no", "replaced_by", "proposed_by"), "")
    state = _agreement(known) if known else "differs"
    _put(session, envelope, "bank_statement", code, state=state, proposed_on="", **kept)


@folds("payout.reversed")
def _reversed(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    _put(session, envelope, "payout", data["payout_id"], reversal_id=data["reversal_id"])
