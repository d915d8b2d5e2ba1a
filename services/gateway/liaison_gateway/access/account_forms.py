"""Read what somebody enters about people and keys, from a body or a form, with every fault told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_contracts.roles import EVERYBODY
from liaison_gateway.access.accounts import Person
from liaison_gateway.access.keys import LONGEST_DAYS, Wish

LONGEST = {"part": 60, "name": 60, "name_zh": 60, "org": 80}
FIELDS = (*LONGEST, "roles", "mandates")
GIVEN = tuple(role for role in EVERYBODY if role != "replay")
MOST_MANDATES = 50
LONGEST_LABEL = 80


def person_from(data: Mapping[str, Any], *, least_roles: int = 1) -> Person:
    """Return the person that is described.

    Raises:
        Invalid: naming each field and what it needs.
    """
    faults = {name: [fault("unknown")] for name in set(data) - set(FIELDS)}
    for name, longest in LONGEST.items():
        if not _is_text(data.get(name), longest):
            faults[name] = [fault("printable", most=longest)]
    roles, mandates = data.get("roles"), data.get("mandates")
    given = isinstance(roles, list) and len(roles) >= least_roles
    if not given or any(role not in GIVEN for role in roles or ()):
        faults["roles"] = [fault("some_of", choices=sorted(GIVEN))]
    if not _are_orgs(mandates):
        faults["mandates"] = [fault("organisations", most=MOST_MANDATES)]
    if faults:
        raise Invalid("invalid_fields", faults=faults, places=sorted(faults))
    texts = {name: str(data[name]) for name in LONGEST}
    return Person(**texts, roles=tuple(roles or ()), mandates=tuple(mandates or ()))


def wish_from(data: Mapping[str, Any], held: Sequence[str]) -> Wish:
    """Return the key that is asked for; `held` are the scopes of who asks, and it gets no other.

    Raises:
        Invalid: naming each field and what it needs.
    """
    label, wanted, days = data.get("label"), data.get("scopes"), data.get("days")
    faults = {name: [fault("unknown")] for name in set(data) - {"label", "scopes", "days"}}
    if not _is_text(label, LONGEST_LABEL):
        faults["label"] = [fault("printable", most=LONGEST_LABEL)]
    if not isinstance(wanted, list) or not wanted or not _are_scopes(wanted, held):
        faults["scopes"] = [fault("some_of", choices=held)]
    if type(days) is not int or not 1 <= days <= LONGEST_DAYS:
        faults["days"] = [fault("range", least=1, most=LONGEST_DAYS)]
    if faults:
        raise Invalid("invalid_fields", faults=faults, places=sorted(faults))
    return Wish(str(label), tuple(sorted(wanted or ())), int(days or 0))


def _are_scopes(wanted: list[Any], held: Sequence[str]) -> bool:
    texts = [one for one in wanted if isinstance(one, str) and one in held]
    return len(set(texts)) == len(wanted)


def _are_orgs(mandates: Any) -> bool:
    return (
        isinstance(mandates, list)
        and len(mandates) <= MOST_MANDATES
        and all(_is_text(each, LONGEST["org"]) for each in mandates)
    )


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= longest and value.isprintable()
