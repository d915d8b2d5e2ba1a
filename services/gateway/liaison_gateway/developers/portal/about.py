"""Show of the portal what is about the interface itself: examples, how it is, what changed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask import render_template, request

from liaison_contracts.errors import Unavailable
from liaison_contracts.word_lists import Words
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
"""Examples that a test runs as they stand: in curl and a shell, in Python, and in Java."""
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
    """Show which services answer now, and whether lists show all that was told."""
    heard, parked = gateway().part(Freshness).places_and_parked()
    rows = [_state_of(service, heard[service]) for service in SERVICES]
    return render_template("developers/status.html", services=rows, parked=parked)


@pages.route("/developers/changes")
@page
def developer_changes() -> str:
    """Show what changed in the interface, and which routes go."""
    return render_template("developers/changes.html", releases=changelog(), going=GOING)


def samples_of(name: str) -> list[tuple[str, str]]:
    """Return the file name and the text of an example in each language."""
    folder = _HOME / "static" / "examples"
    return [(file, (folder / file).read_text("utf-8")) for file in PROGRAMS[name]]


@cache
def changelog() -> list[dict[str, Any]]:
    """Return the releases of the interface, the newest first, with their entries."""
    text = (Path(__file__).parent / "changelog.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["release"]
    return found


def _state_of(service: str, heard: int) -> dict[str, Any]:
    """Return how a service is: what is told by it, and how much of that lists show."""
    found: dict[str, Any] = {"service": service, "heard": heard, "state": "down", "told": None}
    try:
        transport = gateway().client.transport
        head = transport.call(service, "head", deadline=PATIENCE_SECONDS)
    except Unavailable:
        return found
    behind = max(0, head["position"] - heard)
    state = "lagging" if behind else "answering"
    return {**found, "state": state, "told": head["position"], "behind": behind}
