"""Fold events around the grades of a year: self-assessments, ties, objections, findings."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.model.documents import find, put
from liaison_gateway.model.folds.fold import folds


@folds("self_assessment.submitted")
def _account(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['year']}/{data['station_code']}"
    known = find(session, "self_assessment", code) or {}
    materials = sorted({*known.get("materials", ()), *data["materials"]})
    account = {**data, "materials": materials, "state": "submitted"}
    put(session, "self_assessment", code, account)


@folds("tie.resolved")
def _tie(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    code = f"{data['year']}/{data['document_no']}"
    put(session, "tie_decision", code, {**data, "state": "decided"})


@folds("objection.filed", "objection.decided")
def _objection(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    state = data.get("outcome", "filed")
    put(session, "objection", data["objection_code"], {**data, "state": state})


@folds("finding.defence_recorded")
def _statement(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    put(session, "finding", data["finding_code"], {"stated_on": data["stated_on"]})


@folds("finding.referred")
def _referred(session: Session, envelope: Envelope, data: dict[str, Any]) -> None:
    known = find(session, "finding", data["finding_code"]) or {}
    names = ("authority", "document_no", "referred_on")
    referral = {name: data[name] for name in names}
    referrals = [*known.get("referrals", []), referral]
    put(session, "finding", data["finding_code"], {"referrals": referrals})
