"""Read the form of an application: its parts, their digests, its faults and its gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from stdnum.cn import uscc

from liaison_contracts.errors import Invalid
from liaison_contracts.message import dump
from liaison_contracts.reasons import Fault, Reason, fault, reason
from liaison_contracts.registry import ApplicationForm
from liaison_kit.documents import paper_fault
from liaison_registry.context import Work
from liaison_registry.policy import facts
from liaison_registry.policy.intake import CERTIFICATE, gaps
from liaison_registry.tables.applications import DOCUMENT_KINDS
from liaison_registry.vault import PersonVault

Content = dict[str, Any]
FORM = tuple(ApplicationForm.__dataclass_fields__)
IDENTITY = ("name", "document_type", "document_number")
TERM = ("appointed_on", "appointed_until", "is_full_time")
USUAL = {"is_independent_legal_person": True}
"""Default values: a field left at its default makes no part."""
FILLED_IN = {
    "host_name": "4",
    "credit_code": "5(2)",
    "city_code": "5(1)",
    "full_time_staff": "5(3)",
    "premises": "5(3)",
    "online_channels": "5(4)",
    "local_resources": "5(5)",
    "event_capacity": "5(6)",
}
"""Fields that every application requires, each with its article."""


def form_of(body: object) -> Content:
    """Return the form fields in a command as plain JSON data."""
    data = dump(body)
    return {name: data[name] for name in FORM if data.get(name) is not None}


def parts_of(content: Mapping[str, Any]) -> Content:
    """Return the parts of a form: people by person, term and phone, documents by kind."""
    found: Content = {}
    for name, value in content.items():
        if name == "documents":
            for paper in value:
                found.setdefault(f"documents.{paper['kind']}", []).append(paper)
        elif name == "head":
            found |= _people_parts(name, [value])
        elif name == "liaison_officers":
            found |= _people_parts(name, value)
        elif value not in ("", None) and USUAL.get(name) != value:
            found[name] = value
    return found


def digests_of(vault: PersonVault, content: Mapping[str, Any]) -> dict[str, str]:
    """Return a keyed digest of each part, to compare revisions without decrypting them."""
    return {
        part: vault.digest(part, json.dumps(value, sort_keys=True, ensure_ascii=False))
        for part, value in parts_of(content).items()
    }


def require_sound(work: Work, content: Mapping[str, Any]) -> None:
    """Refuse invalid values, reporting all of them together.

    Raises:
        Invalid: for a wrong check digit, a term that ends before it begins, an inspection without
            both its person and its day, a file that is missing or does not match its declared type.
    """
    faults: dict[str, list[Fault]] = {}
    code = content.get("credit_code")
    if code and not uscc.is_valid(code):
        faults["credit_code"] = [fault("check_digit")]
    for place, officer in _officers(content):
        first, last = officer.get("appointed_on"), officer.get("appointed_until")
        if first and last and last < first:
            faults[place] = [fault("term_ends_before")]
    for number, paper in enumerate(content.get("documents", ())):
        if found := paper_fault(work, paper):
            faults[f"documents.{number}"] = [found]
    if not faults:
        return
    if set(faults) == {"credit_code"}:
        raise Invalid("credit_code_invalid", faults=faults)
    raise Invalid("application_invalid", faults=faults, places=list(faults))


def lacks(code: str, content: Mapping[str, Any], on: date, work: Work) -> tuple[Reason, ...]:
    """Return what an application still lacks, each with its article (Articles 4 to 6 and 9)."""
    missing = [
        reason("field_missing", article, name=name)
        for name, article in FILLED_IN.items()
        if content.get(name) in (None, "")
    ]
    return (*missing, *gaps(_facts(code, content), on, work.edition))


def _people_parts(name: str, people: list[Mapping[str, Any]]) -> Content:
    parts: Content = {name: [{key: each.get(key) for key in IDENTITY} for each in people]}
    terms = [{key: each.get(key) for key in TERM} for each in people]
    if any(any(term.values()) for term in terms):
        parts[f"{name}.term"] = terms
    if any(each.get("phone") for each in people):
        parts[f"{name}.phone"] = [each.get("phone") for each in people]
    return parts


def _officers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if content.get("head"):
        yield "head", content["head"]
    for number, officer in enumerate(content.get("liaison_officers", ())):
        yield f"liaison_officers.{number}", officer


def _facts(code: str, content: Mapping[str, Any]) -> facts.Application:
    papers = content.get("documents", ())
    is_head = bool(content.get("head")) and bool(content.get("head_is_legal_representative"))
    has_certificate = any(paper["kind"] == CERTIFICATE for paper in papers)
    is_own = content.get("is_independent_legal_person", True)
    shown = (True if has_certificate else None) if is_own else False
    return facts.Application(
        application_code=code,
        host=facts.Host("", content.get("host_kind", ""), content.get("credit_code", ""), shown),
        city_code=content.get("city_code", ""),
        full_time_staff=content.get("full_time_staff"),
        liaison_officers=len(content.get("liaison_officers", ())),
        liaison_officers_with_term=sum(
            bool(officer.get("appointed_on")) for officer in content.get("liaison_officers", ())
        ),
        legal_representative_ref="head" if is_head else "",
        head_ref="head" if content.get("head") else "",
        guiding_department=content.get("guiding_department", ""),
        evidence=tuple(_evidence(paper) for paper in papers),
    )


def _evidence(paper: Mapping[str, Any]) -> facts.Evidence:
    day = paper.get("original_inspected_on")
    seen = date.fromisoformat(day) if day and paper.get("original_inspected_by") else None
    return facts.Evidence(DOCUMENT_KINDS.get(paper["kind"], paper["kind"]), paper["sha256"], seen)
