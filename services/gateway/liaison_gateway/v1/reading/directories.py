"""Give natives directories to be taken out, masked, as workbooks and tables (Article 11(2))."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, request, send_file

from liaison_contracts.assessment import ExportNatives
from liaison_contracts.message import command_type_of, dump, load
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.exchange.sheets.natives import natives_table, natives_workbook
from liaison_gateway.v1.openapi import (
    TEXT,
    parameter,
    problems,
)
from liaison_gateway.v1.queries import require_known

directories = ApiBlueprint("directories", "directories", url_prefix="/v1")
FORMS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        natives_workbook,
    ),
    "csv": ("text/csv", natives_table),
}
KIND = command_type_of(ExportNatives)


def _view_of(form: str) -> Callable[..., Response]:
    media_type, write = FORMS[form]

    @allows
    def export(station_code: str) -> Response:
        require_known(("purpose",))
        content = write(_natives(station_code))
        name = f"natives-{station_code}.{form}"
        return send_file(
            io.BytesIO(content),
            mimetype=media_type,
            as_attachment=True,
            download_name=name,
            etag=False,
        )

    export.__name__ = f"export_natives_{form}"
    export.__doc__ = f"Take a directory out as .{form}; the export is logged with its purpose."
    return export


def _natives(station_code: str) -> Iterator[dict[str, Any]]:
    """Ask for a directory page by page; each is logged with the purpose."""
    wish = {"station_code": station_code, **request.args}
    while True:
        body = dump(load(ExportNatives, wish))
        found = gateway().client.call(caller(), KIND.service, KIND.name, body, "").result
        yield from found["natives"]
        if not found["more"]:
            return
        wish["after"] = found["natives"][-1]["native_ref"]


for _form, (_media_type, _) in FORMS.items():
    _documented = directories.doc(
        operationId=f"export_natives_{_form}",
        summary=f"A natives directory, masked, as .{_form}, for a purpose",
        description="导出信息库(脱敏、留痕)。Cells that a sheet would calculate are made harmless.",
        parameters=[
            parameter("purpose", {**TEXT, "description": "What for; it is logged."}, required=True)
        ],
        responses={
            "200": {"description": "A file, as an attachment.", "content": {_media_type: {}}},
            **problems(401, 403, 404, 422, 503),
        },
        tags=["assessment"],
        security=[{"key": []}],
    )
    directories.route(f"/stations/<station_code>/natives.{_form}")(_documented(_view_of(_form)))
