"""Mark deprecated routes in every response: `Deprecation` (RFC 9745), `Sunset` (RFC 8594)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Flask, Response, request
from werkzeug.http import http_date

from liaison_gateway.base.operations import operations_of


@dataclass(frozen=True)
class Going:
    """Describe a deprecated route: since when, until when it works, and its replacement."""

    since: date
    until: date
    instead: str


GOING: dict[str, Going] = {}
"""Deprecated routes, by endpoint such as `lists.list_award`. There are none now."""


def announce(response: Response) -> Response:
    """Add the headers of a deprecated route."""
    found = GOING.get(request.endpoint or "")
    if found is not None:
        response.headers["Deprecation"] = f"@{int(_instant(found.since).timestamp())}"
        response.headers["Sunset"] = http_date(_instant(found.until))
        response.headers.add("Link", f'<{found.instead}>; rel="successor-version"')
    return response


def mark(paths: dict[str, Any], app: Flask) -> None:
    """Mark the operations of deprecated routes in the OpenAPI document's paths."""
    for endpoint, _, operation in operations_of(paths, app):
        if endpoint in GOING:
            operation["deprecated"] = True


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
