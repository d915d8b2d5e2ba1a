"""Call a sandbox's own API from inside its process, with the key of each simulated person."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from werkzeug.test import Client

from liaison_contracts.errors import Unavailable
from liaison_gateway.base.problems import error_in

PAGE = 500
QUIET_SECONDS = 60.0
PAUSE_SECONDS = 0.02


class SandboxClient:
    """Call the routes of `/v1` as the people of a sandbox, with the checks that all callers get."""

    def __init__(self, app: Flask, keys: Mapping[str, str]) -> None:
        self._http = Client(app, use_cookies=False)
        self._keys = keys
        self._pause = threading.Event()

    def post(self, part: str, path: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Send a command and return its answer.

        Raises:
            LiaisonError: with the code, values and reasons of the problem.
        """
        headers = {**self._sign(part), "Idempotency-Key": key, "Prefer": "wait=0"}
        found: dict[str, Any] = self._ask("POST", path, json=dict(body), headers=headers)["data"]
        return found

    def get(self, part: str, path: str, **query: Any) -> dict[str, Any]:
        """Ask for one resource.

        Raises:
            LiaisonError: with the code, values and reasons of the problem.
        """
        return self._ask("GET", path, query_string=query, headers=self._sign(part))

    def each(self, part: str, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Ask for all rows of a list, page by page."""
        cursor: dict[str, str] | None = {}
        while cursor is not None:
            page = self.get(part, path, limit=PAGE, **query, **cursor)
            yield from page["data"]
            cursor = {"cursor": page["next_cursor"]} if page["has_more"] else None

    def events(self, part: str, service: str, kind: str, after: int) -> Iterator[dict[str, Any]]:
        """Ask for the events of a service after a position of its log."""
        while True:
            page = self.get(part, "/v1/events", service=service, after=after, type=kind, limit=PAGE)
            yield from page["data"]
            if not page["has_more"]:
                return
            after = page["data"][-1]["sequence"]

    def wait_until_quiet(self) -> None:
        """Wait until every service has handled all events.

        Raises:
            Unavailable: if events are parked, or events are still waiting after a minute.
        """
        until = time.monotonic() + QUIET_SECONDS
        while True:
            state = self.get("ops", "/v1/instance")
            if state["parked"]:
                raise Unavailable("events_parked", count=state["parked"])
            if state["quiet"]:
                return
            if time.monotonic() > until:
                raise Unavailable("not_quiet")
            self._pause.wait(PAUSE_SECONDS)

    def _sign(self, part: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._keys[part]}"}

    def _ask(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        response = self._http.open(path, method=method, **request)
        found: dict[str, Any] = response.get_json()
        if response.status_code >= 400:
            raise error_in(response.status_code, found)
        return found
