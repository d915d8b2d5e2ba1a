"""Answer what operations ask about parked events over RPC: list, show, retry, discard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from liaison_contracts.errors import Conflict, Invalid, LiaisonError
from liaison_contracts.reasons import fault
from liaison_kit.claims import require_role
from liaison_kit.guard import guarded
from liaison_kit.log import dead_letters, operator_actions
from liaison_kit.store.database import is_infrastructure

if TYPE_CHECKING:
    from liaison_kit.runtime import Runtime

READING, WRITING = ("ops", "auditor"), ("ops",)
STATES = (dead_letters.OPEN, dead_letters.RETRIED, dead_letters.DISCARDED)


def parked(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Answer `{act, ...}`: `list` with `state`, `show` with `parked_id`, `retry` or `discard` with
    `parked_id` and `reason`. An act that was carried out once is refused the second time.

    Errors: Forbidden for a foreign role, Invalid for a missing reason, NotFound and Conflict for
    an event that is not there or settled already.
    """
    return guarded("parked", key, lambda: _answer(runtime, token, str(key), body))


def _answer(runtime: Runtime, token: Any, key: str, body: Any) -> dict[str, Any]:
    caller = runtime.verifier.verify(token, runtime.name, "parked", key, body, int(runtime.now()))
    act, parked_id = str(body.get("act")), str(body.get("parked_id", ""))
    acts: dict[str, Callable[[], Any]] = {
        "list": lambda: _listed(runtime, str(body.get("state") or dead_letters.OPEN)),
        "show": lambda: operator_actions.show_parked(runtime, parked_id),
        "retry": lambda: _retried(runtime, parked_id, caller.sub, _reason(body)),
        "discard": lambda: _discarded(runtime, parked_id, caller.sub, _reason(body)),
    }
    require_role(caller, READING if act in ("list", "show") else WRITING)
    if act not in acts:
        raise Invalid(
            "invalid_fields", places=["act"], faults={"act": [fault("choice", choices=list(acts))]}
        )
    return {"result": acts[act]()}


def _listed(runtime: Runtime, state: str) -> list[dict[str, Any]]:
    if state not in STATES:
        raise Invalid(
            "invalid_fields", places=["state"], faults={"state": [fault("choice", choices=STATES)]}
        )
    return [asdict(entry) for entry in operator_actions.list_parked(runtime, state)]


def _reason(body: Any) -> str:
    reason = body.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise Invalid("invalid_fields", places=["reason"], faults={"reason": [fault("sentence")]})
    return reason


def _retried(runtime: Runtime, parked_id: str, by: str, reason: str) -> dict[str, Any]:
    try:
        return {"handled": operator_actions.retry_parked(runtime, parked_id, by, reason)}
    except LiaisonError:
        raise
    except Exception as error:
        if is_infrastructure(error):
            raise
        raise Conflict(
            "parked_event_fails_again", parked_id=parked_id, failure=type(error).__name__
        ) from error


def _discarded(runtime: Runtime, parked_id: str, by: str, reason: str) -> dict[str, Any]:
    operator_actions.discard_parked(runtime, parked_id, by, reason)
    return {"discarded": parked_id}
