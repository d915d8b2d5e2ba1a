"""Create an example for any JSON Schema with the values of the event examples.

All examples are about the same made-up station, so that a request, its answer and the event that
follows are coherent. A value is chosen by the field's name, otherwise by its named type, otherwise
by its form; a value that the schema does not allow is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from liaison_contracts.money import CURRENCY, yuan_of
from liaison_contracts.publish.examples import DAY, DIGEST, PAYOUT, SHARE, VALUES
from liaison_contracts.reasons import Reason

Form = dict[str, Any]
INSTANT = "2018-05-10T02:03:04.567+00:00"
SENTENCE = "Agreed at the meeting of 10 May 2018."
NAMED: dict[str, Any] = {
    "actor": "P-11aa",
    "address": "北京市朝阳区建国路 1 号",
    "advice": "Read it again, then decide.",
    "appointed_until": "2023-05-09",
    "articles": ["14(1)"],
    "article": "14(1)",
    "attempts": 1,
    "changed": ["host_name"],
    "code": "refused_by_rule",
    "description": "Nightly synchronisation of the federation",
    "detail": "The contract runs 59 months.",
    "discarded": "17",
    "done": 120,
    "en": "The rules refuse it.",
    "error": "",
    "fact": "The contract runs 59 months.",
    "members": ["P-11aa", "P-22bb"],
    "needs": "At least 60 months.",
    "producer": "registry",
    "request": '{"type":"award.granted.v1"}',
    "saved_by": "P-11aa",
    "says": "The leading group agreed.",
    "says_zh": "领导小组同意设站。",
    "shared": ["credit_code"],
    "waiting": ["AP-2018-007"],
    "zh": "规则不予通过。",
    "award_codes": ["AW-base_grant-LZ-001-2019"],
    "bank": "中国银行泸州分行",
    "bole_code": "BO-LZ-001-2020",
    "column": "统一社会信用代码",
    "contact_phone": "13800000000",
    "created_at": INSTANT,
    "cosign_departments": ["finance_bureau"],
    "disabled_because": "",
    "document_number": "510502197001010019",
    "endpoint_id": "WH-5f3a91c4",
    "event_id": "0163477e-5a77-7c11-8d2e-8f9a5c2b1d10",
    "event_capacity": "有能力组织百人以上的人才交流活动",
    "failing_since": None,
    "field": "full_time_staff",
    "finished_at": INSTANT,
    "full_time_staff": 3,
    "given_by": "P-11aa",
    "head": "张明",
    "holder": "北京泸州商会",
    "holds": ["spending"],
    "import_id": "IM-2018-0007",
    "in_the_name_of": "industry_federation",
    "key": "lzs_test_4f1c2d3e_Q2xvc2VkRXhhbXBsZUtleU5vdFVzYWJsZQ",
    "key_id": "4f1c2d3e",
    "label": "Nightly synchronisation",
    "lang": "zh",
    "limit": 50,
    "link": "https://example.org/post",
    "links": ["https://example.org/post"],
    "mandates": [],
    "media_type": "application/pdf",
    "mode": "demo",
    "name": "张明",
    "name_zh": "张明",
    "new_host_name": "北京泸州企业商会",
    "next_cursor": "TFotMDUw",
    "number": "515105003170669079",
    "org": "industry_federation",
    "organisation": "北京泸州商会",
    "parked_id": "17",
    "part": "federation_engineer",
    "partner_body": "industry_federation",
    "password": "shown-this-once",
    "path": "/calendars/4f1c2d3e5a6b.ics",
    "person_refs": ["P-11aa", "P-22bb"],
    "phone": "13800000000",
    "phones": ["13800000000"],
    "pointer": "/contract_months",
    "post": "董事长",
    "premises": "自有办公用房 120 平方米",
    "quota_reading": "A1",
    "receipt_no": "收〔2022〕3号",
    "record_codes": ["D-000191"],
    "record_code": "D-000191",
    "request_id": "01990b8e6c1d7a00b7d1c2b3a4958677",
    "scopes": ["read", "write"],
    "secret": "whsec_c2hvd24gdGhpcyBvbmNl",
    "service": "incentives",
    "state": "open",
    "status": 422,
    "statuses": [422],
    "subject": "station/LZ-001",
    "tie_reading": "A2",
    "title": "The rules refuse it.",
    "totp": "287082",
    "tries": [{"at": INSTANT, "status": 200, "error": "", "took_ms": 41, "response": "ok"}],
    "type": "award.granted.v1",
    "types": ["award.", "payout."],
    "url": "https://example.org/liaison/webhook",
    "weights_percent": {"talent_office": 60, "guiding_department": 40},
    "form": {"host_name": "北京泸州商会", "host_kind": "chamber_abroad"},
    "positions": {"registry": 211, "assessment": 1740, "incentives": 1207},
    "deliveries": {"delivered": 40, "waiting": 1},
    "accounts": {"talent_fund": "543000.00"},
    "states": {"verified": 12},
    "marks": {"1": "18.5"},
    "ties": {"worked_for": ["515105003170669079"]},
    "tree": {"rule": "base_grant", "arithmetic": [SHARE.to_wire()]},
    "faults": {"/contract_months": ["Must be a whole number."]},
}
OF_A_FORM = (
    "LZ-001",
    "30000.00",
    "88.5",
    DAY.isoformat(),
    INSTANT,
    PAYOUT,
    DIGEST,
    "515105003170669079",
    "110100",
    "6789",
    "14(1)",
    "13800000000",
)
"""Examples of texts for which only the form is known."""


def specimen(form: Form, name: str = "", *, more: Form | None = None, whole: bool = True) -> Any:
    """Return an example that a schema allows; without `whole`, optional fields are left out.

    `more` are values by name that take precedence over all others.

    >>> specimen({"type": "array", "items": {"type": "string", "format": "date"}})
    ['2018-05-10']
    >>> specimen({"type": ["string", "null"], "maxLength": 10}, "station_code")
    'LZ-001'

    Raises:
        LookupError: when no value is known that the schema allows.
    """
    for value in _candidates(form, name, more or {}):
        if allows(form, value):
            return value
    sort = _sort(form)
    if sort == "object":
        return _object(form, more, whole)
    if sort == "array":
        return [specimen(form.get("items", {}), name, more=more, whole=whole)]
    raise LookupError(f"{name}: give it a value in {__name__}, which fits {form}")


def _object(form: Form, more: Form | None, whole: bool) -> Form:
    needed = form.get("required", ())
    return {
        name: specimen(inner, name, more=more, whole=whole)
        for name, inner in form.get("properties", {}).items()
        if whole or name in needed or name in VALUES or name in NAMED
    }


def _candidates(form: Form, name: str, more: Form) -> Iterator[Any]:
    if "const" in form:
        yield form["const"]
    for known in (more, NAMED, VALUES):
        if name in known:
            yield _on_the_wire(known[name])
    if f"{name}_fen" in VALUES:
        yield yuan_of(VALUES[f"{name}_fen"])
    yield from form.get("enum", ())
    sort = _sort(form)
    if sort == "string":
        yield from _texts(form)
    elif sort == "integer":
        yield max(1, form.get("minimum", 1))
        yield form.get("maximum")
    elif sort == "boolean":
        yield form.get("default", True)
    elif sort == "":
        yield CURRENCY


def _texts(form: Form) -> Iterator[str]:
    if form.get("format") == "date-time":
        yield INSTANT
    elif form.get("format") == "date":
        yield DAY.isoformat()
    elif form.get("format") in ("uri", "uri-reference"):
        yield "https://example.org/post"
    elif form.get("title") == "Sentence" or form.get("maxLength") == 2000:
        yield SENTENCE
    yield from OF_A_FORM


def _on_the_wire(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Reason():
            return asdict(value)
        case tuple():
            return [_on_the_wire(each) for each in value]
    return value


def _sort(form: Form) -> str:
    sort = form.get("type", "object" if "properties" in form else "")
    return str(sort if isinstance(sort, str) else next(each for each in sort if each != "null"))


_KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def allows(form: Form, value: Any) -> bool:
    """Return whether one of the catalogue's schemas allows a value.

    >>> allows({"type": "string", "maxLength": 3}, "LZ-001")
    False
    """
    if "const" in form or "enum" in form:
        return bool(value == form["const"] if "const" in form else value in form["enum"])
    sorts = form.get("type", [])
    sorts = [sorts] if isinstance(sorts, str) else sorts
    if sorts and not any(_is_of(sort, value) for sort in sorts):
        return False
    if isinstance(value, str):
        return _allows_text(form, value)
    if isinstance(value, list):
        return form.get("minItems", 0) <= len(value) <= form.get("maxItems", len(value)) and all(
            allows(form.get("items", {}), each) for each in value
        )
    if isinstance(value, dict):
        return _allows_object(form, value)
    return not isinstance(value, int) or (
        form.get("minimum", value) <= value <= form.get("maximum", value)
    )


def _is_of(sort: str, value: Any) -> bool:
    return isinstance(value, _KINDS[sort]) and (sort == "boolean") == isinstance(value, bool)


def _allows_text(form: Form, value: str) -> bool:
    dated = {"date": 10, "date-time": len(INSTANT)}.get(form.get("format", ""), len(value))
    return (
        form.get("minLength", 0) <= len(value) <= form.get("maxLength", len(value))
        and len(value) == dated
        and re.search(form.get("pattern", ""), value) is not None
    )


def _allows_object(form: Form, value: Form) -> bool:
    known = form.get("properties", {})
    return (
        set(form.get("required", ())) <= set(value)
        and (not known or set(value) <= set(known))
        and all(allows(known[name], inner) for name, inner in value.items() if name in known)
    )
