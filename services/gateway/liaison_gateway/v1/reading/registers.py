"""Show a station's trail, and give the register and a roster's faults as workbooks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Response, request, send_file

from liaison_contracts.errors import NotFound
from liaison_contracts.gateway import TrailLine
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.rights import may_see, scope_of
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.exchange.sheets.register import register_workbook
from liaison_gateway.model import documents
from liaison_gateway.model.trail import trail_of
from liaison_gateway.v1.bodies import whole_list
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    list_of,
    parameter,
    problems,
    shape_of,
)
from liaison_gateway.v1.queries import require_known

registers = ApiBlueprint("registers", "registers", url_prefix="/v1")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 500
_COMMON: dict[str, Any] = {"tags": ["stations"], "security": [{"key": []}]}
_SHEET: Doc = {"200": {"description": "A workbook, as an attachment.", "content": {WORKBOOK: {}}}}


@registers.route("/stations/<station_code>/trail")
@registers.doc(
    operationId="get_station_trail",
    summary="The history of a station as sentences",
    description="工作站履历。From its application on, by business day, in both languages; the "
    "latest 500 events.",
    responses={
        "200": answer(list_of(shape_of(TrailLine))),
        **problems(401, 403, 404, 422),
    },
    **_COMMON,
)
@allows
def trail(station_code: str) -> Response:
    """Tell what happened to a station, oldest first."""
    require_known(())
    with gateway().database.reading() as session:
        station = documents.find(session, "station", station_code)
        if station is None or not may_see(station, scope_of(caller())):
            raise NotFound("station_unknown")
        return whole_list(trail_of(session, station))


@registers.route("/register.xlsx")
@registers.doc(
    operationId="get_register",
    summary="The register of stations as a workbook to print",
    description="工作站台账（Excel）。All stations that you may see, or those in one state.",
    parameters=[parameter("state", {**TEXT, "description": "Only in this state."})],
    responses={**_SHEET, **problems(401, 403, 422)},
    **_COMMON,
)
@allows
def register() -> Response:
    """Give the register as an office prints it."""
    require_known(("state",))
    on = date.fromisoformat(gateway().client.head("registry")["day"])
    content = register_workbook(_stations(), on)
    return _attached(content, f"register-{on}.xlsx")


@registers.route("/rosters/<sha256>/faults.xlsx")
@registers.doc(
    operationId="get_roster_faults",
    summary="A roster with its faults beside the rows, as a workbook",
    description="名册导入问题（Excel）。The roster is checked again; nothing is taken over.",
    responses={**_SHEET, **problems(401, 403, 404, 422, 503)},
    **_COMMON,
)
@allows
def roster_faults(sha256: str) -> Response:
    """Check an uploaded roster and give it back with its faults."""
    require_known(())
    media_type = _media_type_of(sha256)
    body = {"sha256": sha256, "media_type": media_type, "dry_run": True}
    found = gateway().client.call(caller(), "registry", "import_roster", body)
    workbook = found.result["workbook_sha256"]
    if workbook is None:
        raise NotFound("roster_without_faults")
    return _attached(gateway().blobs.read(workbook), f"faults-{sha256[:16]}.xlsx")


def _media_type_of(sha256: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not gateway().blobs.has(sha256):
        raise NotFound("file_unknown", sha256=sha256[:64])
    return gateway().blobs.media_type(sha256)


def _stations() -> Iterator[documents.Document]:
    filters = {"state": request.args["state"]} if "state" in request.args else {}
    after, scope = "", scope_of(caller())
    with gateway().database.reading() as session:
        while True:
            rows = documents.page(
                session,
                "station",
                filters=filters,
                scope=scope,
                after=after,
                updated_since="",
                limit=PAGE,
            )
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1]["_code"]


def _attached(content: bytes, name: str) -> Response:
    return send_file(
        io.BytesIO(content), mimetype=WORKBOOK, as_attachment=True, download_name=name, etag=False
    )
