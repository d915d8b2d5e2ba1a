"""Add examples to the API's document: requests, responses and failures.

Most are made from the schema in the words of the contracts' own examples; what a schema does not
tell, such as an event's envelope or a partner body's file, stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from liaison_contracts.incentives import AwardGranted
from liaison_contracts.message import event_type_of
from liaison_contracts.problems import catalogue
from liaison_contracts.publish.examples import DAY, DIGEST, REASON, VALUES, example_of
from liaison_contracts.publish.specimens import NAMED, specimen
from liaison_contracts.sentences import ENGLISH
from liaison_gateway.base.problems import shown
from liaison_gateway.exchange.sheets.natives import natives_table

Doc = dict[str, Any]
JSON, CSV, PROBLEM = "application/json", "text/csv", "application/problem+json"
METHODS = ("get", "post", "put", "patch", "delete")
EVENT = example_of(event_type_of(AwardGranted))
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATCH = {
    "batch": "2018-05-10",
    "items": [
        {
            "serial": "1",
            "uscc": "515105003170669079",
            "matter": "01",
            "done": "20180509",
            "filed": "20180510",
            "proof": "https://example.org/post",
        }
    ],
}
RESULTS = {"batch": "2018-05-10", "results": [{"serial": "1", "result": "ok", "reasons": []}]}
NOTICES = {
    "notices": [
        {
            "notice": EVENT["id"],
            "matter": EVENT["type"],
            "uscc": "515105003170669079",
            "effective": "20180510",
            "content": EVENT["data"],
        }
    ]
}
NATIVE = {
    "native_ref": "N-2018-0012",
    "name": "张*",
    "reach": "138****0000",
    "sector": "biomedicine",
    "kept_until": "2021-05-10",
    "contacts": 3,
    "last_contact_on": DAY,
}
GIVEN: dict[str, Any] = {
    "export_natives_csv 200 csv": natives_table([NATIVE]).decode("utf-8-sig"),
    "list_events 200": {"data": [EVENT], "has_more": False},
    "list_station_events 200": {"data": [EVENT], "next_cursor": None, "has_more": False},
    "report_duties body": BATCH,
    "report_duties 200": RESULTS,
    "list_notices 200": NOTICES,
    "report_duties body csv": "回执号,牌匾编号,履职事项,发生日期,报送日期,佐证材料\r\n"
    "1,泸驻才〔2018〕1号,宣传推介,2018年5月9日,2018年5月10日,https://example.org/post\r\n",
    "report_duties 200 csv": "回执号,结果,原因\r\n1,已受理,\r\n",
    "list_notices 200 csv": "通知号,生效日期,牌匾编号,事项,内容\r\n"
    f"{EVENT['id']},2018年5月10日,泸驻才〔2018〕1号,{EVENT['type']},amount=30000.00\r\n",
    "get_payout_day_file 200 csv": "payout_sequence,type,payout_id,amount,currency\r\n"
    "41,payout.requested.v1,6f2c1a52-4f0e-5c1d-9d5b-0a7c6f1e2b3d,30000.00,CNY\r\n# count,1\r\n",
}
"""Example bodies for which the schema leaves the form open, by operation and place."""
MORE: dict[str, Doc] = {"import_roster body": {"media_type": SPREADSHEET}}
"""Values by field's name that only one place has."""
STATES = {
    "station": "active",
    "duty_record": "recorded",
    "grade": "excellent",
    "award": "payable",
    "recruitment": "reported",
    "payout": "requested",
    "batch": "sealed",
    "special_event": "approved",
    "spending_report": "reported",
}
WORDS = {
    **VALUES,
    **NAMED,
    "on": DAY.isoformat(),
    "body": "industry_federation",
    "sequence": 7,
    "earlier": 1,
    "later": 2,
    "sha256": DIGEST,
    "code": "station_unknown",
}
PARTS = {
    "body": "The name of a connected partner body, as `/v1/partner-bodies` lists it.",
    "code": "The code that the list shows, or that an answer named.",
    "on": "A day such as 2018-05-10.",
    "service": "registry, assessment or incentives.",
    "sha256": "The SHA-256 of the file, as its upload answered it.",
    "station_code": "The code of a station, as `/v1/stations` lists it.",
    "year": "A calendar year.",
}
FAILURES: dict[int, tuple[str, str, Doc]] = {
    400: ("not_json", "The body cannot be read: it is not JSON in UTF-8.", {}),
    401: ("credentials_missing", "Send `Authorization: Bearer <key>`, or sign in first.", {}),
    403: ("role_not_held", "This needs the role Talent office.", {}),
    404: ("batch_unknown", "There is no such batch.", {}),
    409: ("grades_published_already", "The grades of 2020 were published on 2021-03-02.", {}),
    412: (
        "version_changed",
        "/awards/A-1 changed since you read it. Read it again, then decide.",
        {},
    ),
    413: ("file_too_large", "A file may have 20 MiB.", {}),
    422: (
        "invalid_fields",
        "One field is not valid.",
        {
            "errors": [
                {
                    "pointer": "/contract_months",
                    "code": "whole",
                    "detail": "Must be a whole number.",
                    "values": {},
                }
            ],
            "reasons": [shown(REASON, ENGLISH)],
            "articles": [REASON.article],
        },
    ),
    428: ("version_required", "Send `If-Match` with the `ETag` of what you read.", {}),
    429: ("too_many_requests", "600 per 1 minute", {}),
    503: ("service_down", "The service does not answer. Nothing happened.", {}),
}
"""One failure for each status: its code, its subject, and its additional members."""


def add_examples(document: Doc) -> None:
    """Put an example into every JSON and CSV body of an OpenAPI document."""
    schemas = document["components"]["schemas"]
    for operation in operations_of(document):
        name, pages = operation["operationId"], _has_pages(operation)
        for place, contents in bodies_of(operation):
            for media_type, content in contents.items():
                found = _example(name, place, media_type, content, schemas, pages)
                if found is not None:
                    content["example"] = found
    content = document["components"]["responses"]["Problem"]["content"][PROBLEM]
    content["examples"] = {str(status): {"value": failure(status)} for status in FAILURES}


def operations_of(document: Doc) -> Iterator[Doc]:
    """Yield every operation of an OpenAPI document."""
    for entry in document["paths"].values():
        yield from (entry[method] for method in METHODS if method in entry)


def bodies_of(operation: Doc) -> Iterator[tuple[str, Doc]]:
    """Yield an operation's request (`body`) and responses (by status), by media type."""
    if "requestBody" in operation:
        yield "body", operation["requestBody"].get("content", {})
    for status, response in operation["responses"].items():
        if "content" in response:
            yield status, response["content"]


def describe_paths(document: Doc) -> None:
    """Describe each path parameter, with an example if there is one."""
    for entry in document["paths"].values():
        kind = entry.get("get", {}).get("operationId", "").removeprefix("get_")
        for part in entry.get("parameters", ()):
            name = part["name"]
            part["description"] = PARTS.get(name, "As an answer or a list names it.")
            known = WORDS.get(f"{kind}_code" if name == "code" else name)
            if isinstance(known, str | int):
                part["example"] = known


def _has_pages(operation: Doc) -> bool:
    return any(each.get("name") == "cursor" for each in operation.get("parameters", ()))


def failure(status: int) -> Doc:
    """Return a problem of a status, as the gateway answers it in English."""
    code, detail, more = FAILURES[status]
    meaning = catalogue()[code]
    return {
        "type": f"/v1/errors/{code}",
        "title": meaning.en,
        "status": status,
        "code": code,
        "detail": detail,
        "advice": meaning.do,
        "request_id": NAMED["request_id"],
        **more,
    }


def resolved(schema: Any, schemas: Doc) -> Any:
    """Return a schema with its references resolved."""
    if isinstance(schema, list):
        return [resolved(each, schemas) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return resolved(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    return {name: resolved(inner, schemas) for name, inner in schema.items()}


def _example(
    operation: str, place: str, media_type: str, content: Doc, schemas: Doc, pages: bool
) -> Any:
    key = f"{operation} {place}"
    if media_type == CSV:
        return GIVEN.get(f"{key} csv")
    if media_type != JSON:
        return None
    if key in GIVEN:
        return GIVEN[key]
    state = STATES.get(operation.partition("_")[2])
    more = MORE.get(key, {}) | ({"state": state} if state else {})
    if not pages:
        more |= {"next_cursor": None, "has_more": False}
    form = resolved(content["schema"], schemas)
    return specimen(form, more=more, whole=place != "body")
