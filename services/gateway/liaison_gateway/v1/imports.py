"""Import many rows from an uploaded file, and see how far it has come."""

from __future__ import annotations

import re
import time
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from sqlalchemy import RowMapping

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.base.problems import detail_in, reader_here, said
from liaison_gateway.exchange.imports import jobs
from liaison_gateway.exchange.imports.resources import RESOURCES
from liaison_gateway.exchange.imports.rows import FORMS, error_in
from liaison_gateway.v1.bodies import json_object, text_of, whole_list
from liaison_gateway.v1.openapi import (
    FAULT,
    REASON,
    TEXT,
    Doc,
    answer,
    data_of,
    list_of,
    parameter,
    problems,
    rows_after,
)
from liaison_gateway.v1.queries import (
    limit,
    require_known,
    whole_number,
)

imports = Blueprint("imports", "imports", url_prefix="/v1/imports")
ROLES = tuple(sorted({role for each in RESOURCES.values() for role in each.roles}))
COUNT: Doc = {"type": "integer", "minimum": 0}
JOB: Doc = {
    "type": "object",
    "properties": {
        "import_id": TEXT,
        "resource": {**TEXT, "enum": list(RESOURCES)},
        "format": {**TEXT, "enum": list(FORMS)},
        "sha256": TEXT,
        "state": {**TEXT, "enum": ["waiting", "running", "done", "failed"]},
        "error": {**TEXT, "description": "Why it failed as a whole."},
        "rows": {**COUNT, "description": "How many rows the file has."},
        "done": {**COUNT, "description": "How many were looked at so far."},
        "accepted": COUNT,
        "refused": COUNT,
        "created_at": TEXT,
        "finished_at": {"type": ["string", "null"]},
    },
}
ROW_ERROR: Doc = {
    "type": "object",
    "properties": {
        "row": {**COUNT, "description": "The row in the file, from 1; headings do not count."},
        "code": TEXT,
        "detail": TEXT,
        "reasons": {"type": "array", "items": REASON},
        "articles": {"type": "array", "items": TEXT},
        "errors": {"type": "array", "items": FAULT},
    },
}
BODY: Doc = {
    "type": "object",
    "properties": {
        "resource": {**TEXT, "enum": list(RESOURCES), "description": "What the rows are."},
        "format": {**TEXT, "enum": list(FORMS)},
        "sha256": {**TEXT, "description": "The file, uploaded before by `POST /v1/files`."},
    },
    "required": ["resource", "format", "sha256"],
    "additionalProperties": False,
}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMON: dict[str, Any] = {"tags": ["imports"], "security": [{"key": []}]}


@imports.route("", methods=["POST"])
@imports.doc(
    operationId="open_import",
    summary="Import the rows of an uploaded file",
    description="批量导入。\n\nA row says what the body of a single request says: as CSV with the "
    "fields as headings, or as one JSON object a line. Rows are sent in batches of at most 500; a "
    "refused row leaves the others. The same file is imported once; an import that failed goes on."
    f"\n\nRoles: {', '.join(ROLES)}.",
    requestBody={"required": True, "content": {"application/json": {"schema": BODY}}},
    responses={
        "202": answer(data_of(JOB), "Taken; it is carried out in the background."),
        "200": answer(data_of(JOB), "This file was imported before; this is how it stands."),
        **problems(400, 401, 403, 404, 413, 422),
    },
    **_COMMON,
)
@allows
@once()
def open_import() -> tuple[Response, int]:
    """Open an import; the same file again shows the one that is there."""
    require_known(())
    resource, form, sha256 = _asked(json_object())
    found = RESOURCES[resource]
    jobs.require_may_import(caller(), found)
    session = changing()
    now_ms = int(1000 * time.time())
    row, known = jobs.open_job(session, gateway().blobs, caller(), found, form, sha256, now_ms)
    response = jsonify(data=_shown(row))
    response.headers["Location"] = f"/v1/imports/{row['job_id']}"
    return response, 200 if known else 202


@imports.route("")
@imports.doc(
    operationId="list_imports",
    summary="The latest imports of one's organisation",
    description=f"批量导入清单。\n\nRoles: {', '.join(ROLES)}.",
    parameters=[parameter("limit", {**COUNT, "minimum": 1, "maximum": 500, "default": 50})],
    responses={"200": answer(list_of(JOB)), **problems(401, 403, 422)},
    **_COMMON,
)
@allows
def own_imports() -> Response:
    """List imports, the latest first."""
    require_known(("limit",))
    with gateway().database.reading() as session:
        wanted = limit()
        rows = jobs.listed(session, caller(), wanted + 1)
    return whole_list([_shown(row) for row in rows[:wanted]], has_more=len(rows) > wanted)


@imports.route("/<import_id>")
@imports.doc(
    operationId="get_import",
    summary="How far an import has come",
    description=f"批量导入进度。\n\nRoles: {', '.join(ROLES)}.",
    responses={"200": answer(data_of(JOB)), **problems(401, 403, 404, 422)},
    **_COMMON,
)
@allows
def progress(import_id: str) -> Response:
    """Show one import."""
    require_known(())
    with gateway().database.reading() as session:
        return jsonify(data=_shown(jobs.find(session, caller(), import_id)))


@imports.route("/<import_id>/errors")
@imports.doc(
    operationId="list_import_errors",
    summary="The rows that were refused, and why",
    description=f"未通过的行及原因。\n\nRoles: {', '.join(ROLES)}.",
    parameters=[
        parameter("after", {**COUNT, "default": 0, "description": "The last row you have."}),
        parameter("limit", {**COUNT, "minimum": 1, "maximum": 500, "default": 50}),
    ],
    responses={
        "200": answer(rows_after(ROW_ERROR)),
        **problems(401, 403, 404, 422),
    },
    **_COMMON,
)
@allows
def refused_rows(import_id: str) -> Response:
    """List refused rows in their order."""
    require_known(("after", "limit"))
    wanted, after = limit(), whole_number("after", 0)
    with gateway().database.reading() as session:
        row = jobs.find(session, caller(), import_id)
        found = jobs.errors_of(session, row["job_id"], after, wanted + 1)
    reader = reader_here()
    told = [{"row": number, **said(error, reader)} for number, error in found[:wanted]]
    return jsonify(data=told, has_more=len(found) > wanted)


def _asked(data: dict[str, Any]) -> tuple[str, str, str]:
    faults: dict[str, Any] = {
        name: [fault("unknown")] for name in set(data) - set(BODY["properties"])
    }
    if data.get("resource") not in list(RESOURCES):
        faults["resource"] = [fault("choice", choices=list(RESOURCES))]
    if data.get("format") not in FORMS:
        faults["format"] = [fault("choice", choices=FORMS)]
    sha256 = data.get("sha256")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        faults["sha256"] = [fault("digest")]
    if faults:
        raise Invalid("invalid_fields", faults=faults, places=sorted(faults))
    return data["resource"], data["format"], data["sha256"]


def _shown(row: RowMapping) -> dict[str, Any]:
    names = ("resource", "sha256", "state", "rows", "done", "accepted", "refused")
    finished = row["finished_at"]
    return {
        "import_id": row["job_id"],
        **{name: row[name] for name in names},
        "error": detail_in(error_in(row["error"]), reader_here()) if row["error"] else "",
        "format": row["form"],
        "created_at": text_of(row["created_at"]),
        "finished_at": text_of(finished) if finished else None,
    }
