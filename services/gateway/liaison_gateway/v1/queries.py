"""Read the query of a request; what is not known is refused, never passed over."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import request

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Fault, fault

DEFAULT_LIMIT, LARGEST_LIMIT = 50, 500
LARGEST_NUMBER = 2**53 - 1


def require_known(known: Iterable[str]) -> None:
    """Refuse a parameter that the route does not know, and a value that nothing can be like.

    Raises:
        Invalid: naming each, and those that are known.
    """
    if not request.query_string:
        return
    allowed = sorted(known)
    unknown = sorted(set(request.args) - set(allowed))
    if unknown:
        raise Invalid(
            "invalid_query",
            faults={name: [fault("unknown_query", known=allowed)] for name in unknown},
            places=unknown,
        )
    for name, value in request.args.items():
        if "\x00" in value:  # PostgreSQL stores no NUL and refuses to look for one
            raise refuse(name, fault("characters"))


def refuse(name: str, needs: Fault) -> Invalid:
    """Return the error for one parameter and what is wrong with it."""
    return Invalid("invalid_query", faults={name: [needs]}, places=[name])


def whole_number(name: str, default: int, *, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """Return a whole number of the query within its limits.

    Raises:
        Invalid: naming the parameter.
    """
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 17 and least <= int(text) <= most):
        raise refuse(name, fault("range", least=least, most=most))
    return int(text)


def query_of(forms: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the query parameters for fields with these JSON Schemas: numbers as numbers.

    Raises:
        Invalid: naming the first number that is none, or is out of its limits.
    """
    found: dict[str, Any] = {}
    for name, form in forms.items():
        if name in request.args:
            number = form["type"] == "integer"
            limits = {"least": form["minimum"], "most": form["maximum"]} if number else {}
            found[name] = whole_number(name, 0, **limits) if number else request.args[name]
    return found


def limit() -> int:
    """Return how many rows are asked for."""
    return whole_number("limit", DEFAULT_LIMIT, least=1, most=LARGEST_LIMIT)


def cursor_of(code: str) -> str:
    """Return the cursor that continues after a code."""
    return base64.urlsafe_b64encode(code.encode()).decode()


def after() -> str:
    """Return the code that the cursor of the query continues after.

    Raises:
        Invalid: for a cursor that is not one of ours.
    """
    try:
        code = base64.b64decode(request.args.get("cursor", ""), b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise refuse("cursor", fault("cursor")) from error
    if "\x00" in code:
        raise refuse("cursor", fault("cursor"))
    return code


CHANGE = "change:"


def change_cursor_of(number: int) -> str:
    """Return the cursor that continues after a change; it stays valid at the end of the list."""
    return cursor_of(f"{CHANGE}{number}")


def changed_after(last: int) -> int:
    """Return the number that `changes_after` of the query continues after; zero is the beginning.

    Raises:
        Invalid: for a cursor that is not one of ours, or is ahead of the `last` change.
    """
    text = request.args.get("changes_after", "")
    if not text:
        return 0
    try:
        place = base64.b64decode(text, b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise refuse("changes_after", fault("cursor")) from error
    number = place.removeprefix(CHANGE)
    if not (place.startswith(CHANGE) and number.isascii() and number.isdigit()):
        raise refuse("changes_after", fault("cursor"))
    if len(number) > 16 or int(number) > last:
        raise refuse("changes_after", fault("cursor"))
    return int(number)


def updated_since() -> str:
    """Return the instant of the query as documents store it, or nothing.

    Raises:
        Invalid: for anything but an instant with its offset.
    """
    text = request.args.get("updated_since", "")
    return instant("updated_since", text.replace(" ", "+")) if text else ""


def instant(name: str, text: Any) -> str:
    """Return an instant as documents store it: in UTC, with milliseconds.

    Raises:
        Invalid: for anything but an instant with its offset.
    """
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise ValueError(text)
        return found.astimezone(UTC).isoformat(timespec="milliseconds")
    except (TypeError, ValueError, OverflowError) as error:
        raise refuse(name, fault("instant")) from error
