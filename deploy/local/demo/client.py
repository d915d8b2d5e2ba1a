"""Call the gateway as any partner would, and retry if a service is unavailable."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx

from liaison_contracts.errors import Unavailable
from liaison_yearbook.client import Api, problem_in

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.1
SERVICES = ("registry", "assessment", "incentives")
T = TypeVar("T")


class DemoClient(Api):
    """Extend the year book's client with retries, refusals as answers, and new events of the logs.

    A retry carries the same idempotency key, so that an act whose answer was lost happens once.
    """

    def __init__(self, http: httpx.Client, credentials: Mapping[str, Any]) -> None:
        super().__init__(http, credentials)
        self._heard = dict.fromkeys(SERVICES, 0)
        self._waiting = threading.Event()

    def add(self, people: Mapping[str, Any]) -> None:
        """Add credentials of more people."""
        self._credentials = {**self._credentials, **people}

    def ask(self, part: str, path: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Send a command; return the answer, or the problem, which has a `code`."""
        headers = {**self._sign(part), "Idempotency-Key": key}
        response = self._patiently(lambda: self._http.post(path, json=body, headers=headers))
        found: dict[str, Any] = response.json()
        return dict(found["data"]) if response.is_success else found

    def upload(self, part: str, content: bytes) -> str:
        """Upload a file and return the hash by which commands refer to it."""
        headers = {**self._sign(part), "Content-Type": "application/octet-stream"}
        send = lambda: self._http.post("/v1/files", content=content, headers=headers)  # noqa: E731
        response = self._patiently(send)
        response.raise_for_status()
        return str(response.json()["data"]["sha256"])

    def get(self, part: str, path: str, **query: Any) -> Any:
        """Get one resource, with retries."""
        headers = self._sign(part)
        response = self._patiently(lambda: self._http.get(path, params=query, headers=headers))
        response.raise_for_status()
        return response.json()

    def news(self) -> list[dict[str, Any]]:
        """Return the events that no call returned before, once all events have been handled."""
        self.wait_until_quiet()
        found = []
        for service in SERVICES:
            for envelope in self.events("auditor", service, after=self._heard[service]):
                self._heard[service] = envelope["sequence"]
                found.append(envelope)
        return found

    def news_until(self, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Collect events until there are enough; effects of outside parties take some time.

        Raises:
            Unavailable: when they do not come within a minute.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        found = self.news()
        while not enough(found):
            if time.monotonic() > until:
                raise Unavailable("not_quiet")
            self._waiting.wait(PAUSE_SECONDS)
            found += self.news()
        return found

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _patiently(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            response = send()
            if response.status_code != 503:
                return response
            if time.monotonic() > until:
                raise problem_in(response)
            self._waiting.wait(PAUSE_SECONDS)
