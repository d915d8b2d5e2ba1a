"""Give finance each day's control totals as a file: every payout message, its number, the sum."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from flask import Response
from sqlalchemy import select

from liaison_contracts.errors import NotFound
from liaison_contracts.sheets.neutral import neutral
from liaison_gateway.access.authentication import allows, gateway
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.model.documents import Document, find
from liaison_gateway.model.tables import events
from liaison_gateway.v1.openapi import TEXT, problems
from liaison_gateway.v1.queries import require_known

finance_files = ApiBlueprint("finance_files", "finance_files", url_prefix="/v1")
COLUMNS = (
    "payout_sequence",
    "type",
    "payout_id",
    "award_code",
    "reissue_no",
    "station_code",
    "batch_code",
    "payee_ref",
    "account_version",
    "amount",
    "currency",
    "rule",
    "document_no",
    "requested_on",
    "channel",
    "reminder_no",
)
TOTALS = ("count", "total", "first_sequence", "last_sequence", "sha256", "checkpoint")
KIND = "payout."
PAGE = 500


@finance_files.route("/payout-days/<on>/file")
@finance_files.doc(
    operationId="get_payout_day_file",
    summary="A day's payout messages with their control totals, as CSV",
    description="每日拨付合计文件。\n\nOne line a message in the order of `payout_sequence`, and "
    "at the end lines `# name` with count, total, first and last number, SHA-256 and the ledger's "
    "signed checkpoint. Cells that a spreadsheet would take for a formula begin with an "
    "apostrophe.",
    tags=["views"],
    security=[{"key": []}],
    responses={
        "200": {"description": "The file.", "content": {"text/csv": {"schema": TEXT}}},
        **problems(401, 403, 404, 422),
    },
)
@allows
def day_file(on: str) -> Response:
    """Give the file of a day that was closed with a total."""
    require_known(())
    with gateway().database.reading() as session:
        day = find(session, "payout_day", on)
        if day is None:
            raise NotFound("payout_day_unknown")
        messages = list(_messages(session, day))
    response = Response(_csv(messages, day).encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="payouts-{day["on"]}.csv"'
    return response


def _messages(session: Any, day: Document) -> Iterator[dict[str, Any]]:
    """Yield the messages of a day, found by their numbers, which have no gaps."""
    position, columns = 0, events.c
    query = (
        select(columns.position, columns.envelope)
        .where(columns.service == "incentives", columns.type.startswith(KIND, autoescape=True))
        .order_by(columns.position)
        .limit(PAGE)
    )
    while rows := session.execute(query.where(columns.position > position)).all():
        for row in rows:
            position, envelope = row.position, json.loads(row.envelope)
            number = envelope["data"]["payout_sequence"]
            if number > day["last_sequence"]:
                return
            if number >= day["first_sequence"]:
                yield {**envelope["data"], "type": envelope["type"]}


def _csv(messages: list[dict[str, Any]], day: Document) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for message in messages:
        writer.writerow([neutral(str(message.get(name, ""))) for name in COLUMNS])
    for name in TOTALS:
        writer.writerow([f"# {name}", neutral(str(day[name]))])
    return text.getvalue()
