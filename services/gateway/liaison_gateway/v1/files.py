"""Take a file in, and give it out as an attachment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify, request, send_file

from liaison_contracts.errors import TooLarge
from liaison_contracts.gateway import StoredFile
from liaison_contracts.message import dump
from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.exchange.files import accepted_types, file_store
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    parameter,
    problems,
    shape_of,
)
from liaison_gateway.v1.queries import refuse, require_known
from liaison_kit.runtime import note_access

files = ApiBlueprint("files", "files", url_prefix="/v1")
AT_ONCE = 64 * 1024
KEY: list[Doc] = [{"key": []}]
_CONTENT: Doc = {"application/octet-stream": {}}


@files.route("/files", methods=["POST"])
@files.doc(
    operationId="add_file",
    summary="Upload a file, then name it in a command by its hash",
    description="上传文件。\n\nThe body is the file itself. What it is, is found by its content: "
    f"{', '.join(ending for each in accepted_types.ENDINGS.values() for ending in each)}. "
    f"At most {accepted_types.LARGEST_FILE:,} bytes. The same file again gives the same answer.",
    tags=["files"],
    security=KEY,
    parameters=[
        parameter(
            "name",
            {
                **TEXT,
                "maxLength": accepted_types.LONGEST_NAME,
                "description": "What you call it; its ending must fit the content. It is not kept.",
            },
        ),
    ],
    requestBody={"required": True, "content": _CONTENT},
    responses={
        "201": answer(data_of(shape_of(StoredFile)), "Kept."),
        **problems(401, 403, 413, 422),
    },
)
@allows
def add() -> tuple[Response, int]:
    """Store the body of the request under the hash of its content."""
    require_known(("name",))
    name = request.args.get("name", "")
    if len(name) > accepted_types.LONGEST_NAME:
        raise refuse("name", fault("length", least=0, most=accepted_types.LONGEST_NAME))
    if (request.content_length or 0) > accepted_types.LARGEST_FILE:
        raise TooLarge("file_too_large", most=accepted_types.LARGEST_FILE)
    request.max_content_length = 2 * accepted_types.LARGEST_FILE  # `file_store.add` refuses before
    stored = file_store.add(gateway().database, gateway().blobs, caller(), _chunks(), name)
    shown = StoredFile(sha256=stored.sha256, size=stored.size, media_type=stored.media_type)
    return jsonify(data=dump(shown)), 201


def _chunks() -> Iterator[bytes]:
    while piece := request.stream.read(AT_ONCE):
        yield piece


@files.route("/files/<sha256>")
@files.doc(
    operationId="get_file",
    summary="Download a file; the access is logged",
    description="下载文件（留痕）。Your own, or one that a station or an application of yours "
    "names.",
    tags=["files"],
    security=KEY,
    responses={
        "200": {
            "description": "The file, as an attachment.",
            "content": {kind: {} for kind in accepted_types.ENDINGS},
        },
        **problems(401, 403, 404, 422),
    },
)
@allows
def give(sha256: str) -> Any:
    """Give a file out, never to be shown inside a page of ours."""
    require_known(())
    with gateway().database.writing() as session:
        found = file_store.find_for(session, caller(), sha256)
        note_access(session, caller(), "get_file", found.sha256, "shown", "")
    ending = accepted_types.ENDINGS[found.media_type][0]
    return send_file(
        gateway().blobs.open(found.sha256),
        mimetype=found.media_type,
        as_attachment=True,
        download_name=f"{found.sha256[:16]}{ending}",
        etag=False,
        conditional=False,
    )
