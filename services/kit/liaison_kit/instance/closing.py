"""Advance and close a service's days; both are commands of the day's driver alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.errors import Invalid
from liaison_kit.claims import require_role
from liaison_kit.guard import guarded
from liaison_kit.instance import instance
from liaison_kit.runtime import Runtime
from liaison_kit.store import idempotency


def advance_to(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Move the instance's day forward to `body["on"]` (never in live)."""

    def move(session: Session, day: date, make: Callable[..., Any]) -> None:
        instance.advance(session, _stamp(session), day)

    return _daily(runtime, "advance_to", token, key, body, move)


def close_day(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Close the day `body["on"]` once: what is due becomes payable, periods end."""

    def close(session: Session, day: date, make: Callable[..., Any]) -> None:
        stamp = _stamp(session, for_update=True)
        if stamp.last_closed_on and day <= stamp.last_closed_on:
            return
        if day > instance.today(stamp):
            raise Invalid("day_not_reached", field="on", on=day, today=instance.today(stamp))
        if runtime.closes_day:
            runtime.closes_day(make(runtime.system(), day, cause=f"day:{day}"), day)
        instance.mark_closed(session, day)
        idempotency.sweep(session, datetime.now(UTC))

    return _daily(runtime, "close_day", token, key, body, close)


def _daily(
    runtime: Runtime, act: str, token: Any, key: Any, body: Any, do: Callable[..., None]
) -> dict[str, Any]:
    def answer() -> dict[str, Any]:
        caller = runtime.verifier.verify(
            token, runtime.name, act, str(key), body, int(runtime.now())
        )
        require_role(caller, ("system",))
        try:
            day = date.fromisoformat(body["on"])
        except (ValueError, TypeError, KeyError):
            raise Invalid("not_a_date", field="on") from None
        with runtime.transaction() as (session, make):
            do(session, day, make)
        return {"result": runtime.head()}

    return guarded(act, key, answer)


def _stamp(session: Session, *, for_update: bool = False) -> instance.Instance:
    found = instance.read(session, for_update=for_update)
    assert found is not None, "an open runtime has a stamped database"
    return found
