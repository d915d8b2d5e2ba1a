"""Answer a request to the gateway itself once, claiming its key in the change's transaction.

Services answer commands once; these routes change the gateway's own tables, or call a service
without a command. The same key with the same content returns the stored answer; with other content
it is a problem. Stored answers do not contain secrets that are shown once (ADR 44).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, g, make_response, request
from sqlalchemy.orm import Session

from liaison_contracts.errors import Malformed
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.base.operations import operations_of
from liaison_gateway.base.strict_json import json_object_of
from liaison_kit.claims import hash_of
from liaison_kit.store import idempotency
from liaison_kit.store.database import again_after_race

V = TypeVar("V", bound=Callable[..., Any])
KEY_HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LONGEST_KEY = idempotency.LONGEST_KEY
PARAMETER: dict[str, Any] = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": "A value of your own that makes a retry safe.",
}
GIVEN_AGAIN = "`true` where this is the stored answer of an earlier request."


class _Known(Exception):
    """Carry the stored answer out of a view that was about to act again."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self.answer = answer


@dataclass
class _IdempotentRequest:
    """Hold one request that is answered once, and the transaction that its view opens."""

    scope: str
    key: str
    digest: str
    shown_once: str
    stack: ExitStack
    session: Session | None = None

    def open(self) -> Session:
        """Open the transaction and claim the key in it.

        Raises:
            _Known: with the answer of an earlier request.
        """
        self.session = session = self.stack.enter_context(gateway().database.writing())
        if self.key and (known := idempotency.claim(session, self.scope, self.key, self.digest)):
            raise _Known(known)
        return session

    def earlier(self) -> dict[str, Any] | None:
        """Return the answer to an earlier request with this key, if any."""
        if not self.key:
            return None
        with gateway().database.reading() as session:
            return idempotency.find(session, self.scope, self.key, self.digest)

    def keep(self, response: Response) -> None:
        """Store the answer, without its secret; a view that opened nothing claims the key now."""
        if not self.key:
            return
        session = self.session or self.open()
        text = response.get_data(as_text=True)
        if self.shown_once:
            shown = json.loads(text)
            shown["data"].pop(self.shown_once, None)
            text = json.dumps(shown, ensure_ascii=False)
        kept = {"status": response.status_code, "type": response.content_type, "text": text}
        kept["location"] = response.headers.get("Location", "")
        idempotency.store(session, self.scope, self.key, kept)


def once(*, shown_once: str = "") -> Callable[[V], V]:
    """Let a view act once per `Idempotency-Key` of a caller; without a key it acts each time.

    The view takes its session from `changing`. `shown_once` names the field of `data` that holds
    a secret.
    """

    def wrap(view: V) -> V:
        @wraps(view)
        def answered(**path: Any) -> Response:
            scope = f"{caller().credential}:{request.endpoint}"
            return answer_once(scope, lambda: view(**path), shown_once)

        answered.__liaison_once__ = shown_once  # type: ignore[attr-defined]
        return answered  # type: ignore[return-value]

    return wrap


def changing() -> Session:
    """Open the one transaction of this request: it ends with the answer, or leaves nothing."""
    found: _IdempotentRequest = g.idempotent_request
    return found.session or found.open()


def answer_once(scope: str, act: Callable[[], Any], shown_once: str = "") -> Response:
    """Return the answer of an act, or its stored answer under the request's key.

    Raises:
        Malformed: for a key that cannot be kept.
        Invalid: when the key was used for other content.
        Conflict: while another request with the same key is answered.
    """
    key = idempotency_key(money=False)
    digest = _digest() if key else ""

    def one() -> Response:
        return _answer(_IdempotentRequest(scope, key, digest, shown_once, ExitStack()), act)

    return again_after_race(one)


def _answer(held: _IdempotentRequest, act: Callable[[], Any]) -> Response:
    g.idempotent_request = held
    with held.stack:
        try:
            if known := held.earlier():
                return _again(known)
            response = make_response(act())
            held.keep(response)
        except _Known as known:
            return _again(known.answer)
    return response


def _again(kept: dict[str, Any]) -> Response:
    response = Response(kept["text"], kept["status"], content_type=kept["type"])
    if kept["location"]:
        response.headers["Location"] = kept["location"]
    response.headers[REPLAYED] = "true"
    return response


def _digest() -> str:
    """Return the hash of a request's content; equal JSON has equal hashes."""
    raw = request.get_data()
    try:
        content: Any = json_object_of(raw)
    except Malformed:  # a route without a body, or one that takes another form
        content = hashlib.sha256(raw).hexdigest()
    return hash_of([request.path, request.query_string.decode("latin-1"), content])


def idempotency_key(*, money: bool) -> str:
    """Return the caller's idempotency key, or nothing; money routes require one.

    Raises:
        Malformed: when it is missing or cannot be kept.
    """
    key = request.headers.get(KEY_HEADER, "")
    if money and not key:
        raise Malformed("idempotency_key_required")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Malformed("idempotency_key_invalid")
    return key


def describe_once(paths: dict[str, Any], app: Flask) -> None:
    """Document in the API which routes answer once, and what a repeated answer lacks."""
    problem = {"$ref": "#/components/responses/Problem"}
    for endpoint, _, operation in operations_of(paths, app):
        shown_once = getattr(app.view_functions[endpoint], "__liaison_once__", None)
        if shown_once is None:
            continue
        operation.setdefault("parameters", []).append(PARAMETER)
        lacks = f" It lacks `{shown_once}`, which is shown once." if shown_once else ""
        responses = operation["responses"]
        for status, response in responses.items():
            if status.startswith("2"):
                header = {"description": GIVEN_AGAIN + lacks, "schema": {"type": "string"}}
                response.setdefault("headers", {})[REPLAYED] = header
        responses.update(dict.fromkeys(("400", "409", "422"), problem))
