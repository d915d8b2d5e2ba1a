"""Call a gateway over HTTP, as any partner would: keys, idempotency, pages of a list."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from liaison_contracts.errors import LiaisonError, Unavailable
from liaison_contracts.reasons import Reason

PAGE = 500
QUIET_SECONDS = 60.0
PAUSE_SECONDS = 0.02
TOTP_STEP_SECONDS = 30
HISTORY = "history."
"""The prefix of the accounts that import a history; each acts as the account without it."""


@dataclass(frozen=True)
class Credential:
    """The key of one account, and the role in which it acts."""

    part: str
    key: str


def credentials_of(keys: Mapping[str, str]) -> dict[str, Credential]:
    """Return the credentials of a set of keys, by role name."""
    parts = {part.removeprefix(HISTORY): key for part, key in keys.items()}
    return {part: Credential(part, key) for part, key in parts.items()}


@contextmanager
def connect(gateway: str, keys: Path) -> Iterator[Api]:
    """Connect to a gateway with a file of keys: `{part: key}`, or the output of `seed`."""
    found = json.loads(keys.read_text(encoding="utf-8"))
    if isinstance(found, list):
        found = {entry["part"]: entry["key"] for entry in found}
    with httpx.Client(base_url=gateway, timeout=60) as http:
        yield Api(http, credentials_of(found))


class Api:
    """Call the routes of `/v1`; a problem is raised as an exception with all its fields."""

    def __init__(self, http: httpx.Client, credentials: Mapping[str, Credential]) -> None:
        self._http = http
        self._credentials = credentials
        self._pause = threading.Event()

    def post(self, part: str, path: str, body: Mapping[str, Any], key: str) -> Any:
        """Send a command as one of the accounts and return its answer.

        Raises:
            GatewayProblem: with the problem's code, sentence and reasons.
        """
        headers = {**self._sign(part), "Idempotency-Key": key, "Prefer": "wait=0"}
        return _answer(self._http.post(path, json=body, headers=headers)).get("data")

    def get(self, part: str, path: str, **query: Any) -> Any:
        """Get one resource.

        Raises:
            GatewayProblem: with the problem's code, sentence and reasons.
        """
        return _answer(self._http.get(path, params=query, headers=self._sign(part)))

    def each(self, part: str, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Get all rows of a list, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(
                part, path, limit=PAGE, **query, **({"cursor": cursor} if cursor else {})
            )
            yield from page["data"]
            cursor = page["next_cursor"] if page["has_more"] else None

    def events(self, part: str, service: str, kind: str = "", after: int = 0) -> Iterator[Any]:
        """Get the events of a service, from a position to the end of its log."""
        while True:
            page = self.get(part, "/v1/events", service=service, after=after, type=kind, limit=PAGE)
            yield from page["data"]
            if not page["has_more"]:
                return
            after = page["data"][-1]["sequence"]

    def wait_until_quiet(self) -> None:
        """Wait until every service has handled all events.

        Raises:
            Unavailable: if events are parked, or are still being handled after a minute.
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
        return {"Authorization": f"Bearer {self._credentials[part].key}"}


class GatewayProblem(LiaisonError):
    """A problem that a gateway answered: its code, values and reasons, and the sentence it wrote.

    The gateway may be of a later release than this program and know codes that the catalogue here
    does not, so its own sentence is shown.
    """

    def __init__(self, request: str, problem: Mapping[str, Any]) -> None:
        """Read the problem document that answered a request."""
        super().__init__(
            str(problem.get("code", "unknown")),
            reasons=[
                Reason(reason["code"], reason["article"], reason["values"])
                for reason in problem.get("reasons", ())
            ],
            **problem.get("values", {}),
        )
        parts = [problem.get(name, "") for name in ("detail", "reasons", "errors")]
        self._sentence = f"{request}: {' '.join(str(part) for part in parts if part)}"

    def __str__(self) -> str:
        """Return the request and the gateway's own sentence."""
        return self._sentence


def problem_in(response: httpx.Response) -> GatewayProblem:
    """Return the problem of an answer; one that is no JSON comes from a proxy in between."""
    try:
        problem = response.json()
    except ValueError:
        problem = {"code": f"http_{response.status_code}", "detail": response.text[:300]}
    return GatewayProblem(f"{response.request.method} {response.request.url.path}", problem)


def _answer(response: httpx.Response) -> Any:
    if not response.is_success:
        raise problem_in(response)
    return response.json()


def totp_of(secret: str, at: float) -> str:
    """Return the one-time password of a Base32 secret at an instant (RFC 6238, six digits).

    >>> totp_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59)
    '287082'
    """
    counter = struct.pack(">Q", int(at) // TOTP_STEP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
