"""Show the portal's pages about the API itself: examples, status, changes."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask import render_template, request

from liaison_contracts.errors import Unavailable
from liaison_contracts.vocabulary.word_lists import Words
from liaison_gateway.access.authentication import gateway
from liaison_gateway.base.context import SERVICES
from liaison_gateway.model.freshness import Freshness
from liaison_gateway.v1.deprecation import GOING
from liaison_gateway.web.blueprint import page, pages

PATIENCE_SECONDS = 2.0
STATE_WORDS = Words(
    "service_state",
    ("answering", "正常", "answering"),
    ("lagging", "清单滞后", "lists behind"),
    ("down", "无应答", "not answering"),
)
PROGRAMS = {
    "first_call": ("first_call.sh", "first_call.py", "FirstCall.java"),
    "nightly_sync": ("nightly_sync.sh", "nightly_sync.py", "NightlySync.java"),
    "verify_webhook": ("verify_webhook.sh", "verify_webhook.py", "VerifyWebhook.java"),
}
"""Examples that a test runs unchanged: in curl and a shell, in Python, and in Java."""
_HOME = Path(__file__).parents[2]


@pages.route("/developers/clients")
@page
def developer_clients() -> str:
    """Show programs that call the API and check webhooks, in three languages."""
    found = {name: samples_of(name) for name in PROGRAMS}
    return render_template(
        "developers/clients.html", programs=found, host=request.host_url.rstrip("/")
    )


@pages.route("/developers/status")
@page
def developer_status() -> str:
    """Show which services answer, and whether lists include all events."""
    heard, parked = gateway().part(Freshness).places_and_parked()
    rows = [_state_of(service, heard[service]) for service in SERVICES]
    return render_template("developers/status.html", services=rows, parked=parked)


@pages.route("/developers/changes")
@page
def developer_changes() -> str:
    """Show changes of the API, and deprecated routes."""
    return render_template("developers/changes.html", releases=changelog(), going=GOING)


def samples_of(name: str) -> list[tuple[str, str]]:
    """Return the file name and the text of an example in each language."""
    folder = _HOME / "static" / "examples"
    return [(file, (folder / file).read_text("utf-8")) for file in PROGRAMS[name]]


@cache
def changelog() -> list[dict[str, Any]]:
    """Return the releases of the API, newest first, with their entries."""
    text = (Path(__file__).parent / "changelog.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["release"]
    return found


def _state_of(service: str, heard: int) -> dict[str, Any]:
    """Return the status of a service: its events, and how many of them lists include."""
    found: dict[str, Any] = {"service": service, "heard": heard, "state": "down", "told": None}
    try:
        transport = gateway().client.transport
        head = transport.call(service, "head", deadline=PATIENCE_SECONDS)
    except Unavailable:
        return found
    behind = max(0, head["position"] - heard)
    state = "lagging" if behind else "answering"
    return {**found, "state": state, "told": head["position"], "behind": behind}
