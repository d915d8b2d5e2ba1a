"""A service's tables fit its contracts: every message has its use case, typed as it says."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from liaison_contracts.catalogue import COMMANDS, EVENTS
from liaison_contracts.incentives import ExplainAnswer
from liaison_contracts.message import command_type_of, event_type_of
from liaison_kit.service import Service
from liaison_kit.work import Work

SERVICES: dict[str, Service[Any]] = {
    name: import_module(f"liaison_{name}.service").SERVICE
    for name in ("registry", "assessment", "incentives")
}


def faults_of(service: Service[Any]) -> Iterator[str]:
    """Yield what a service's tables lack, or say otherwise than the contracts."""
    answered = {command_type_of(message).name for message in service.acts}
    wanted = {kind.name for kind in COMMANDS.values() if kind.service == service.name}
    yield from (f"{name} has no use case" for name in sorted(wanted - answered))
    heard = {event_type_of(message).type for message in service.hears}
    wanted = {kind.type for kind in EVENTS.values() if service.name in kind.heard_by}
    yield from (f"{name} is not heard" for name in sorted(wanted - heard))
    yield from (f"{name} is heard beside its contract" for name in sorted(heard - wanted))
    for message, act in service.acts.items():
        yield from _signature_faults(service.name, message, act, command_type_of(message).returns)
    for message, handler in service.hears.items():
        yield from _signature_faults(service.name, message, handler, None)


def _signature_faults(name: str, message: type, act: Any, returns: type | None) -> Iterator[str]:
    called = f"{message.__name__} ({act.__module__}.{act.__name__})"
    hints = get_type_hints(act)
    places = list(inspect.signature(act).parameters)
    if len(places) != 2:
        yield f"{called} takes {', '.join(places)}, not a work and a body"
        return
    work, body = (hints.get(place) for place in places)
    context = import_module(f"liaison_{name}.context")
    if get_origin(work) is not Work or get_args(work)[0] is not context.Context:
        yield f"{called} takes a work of another service"
    if message not in (get_args(body) if get_origin(body) in (Union, UnionType) else (body,)):
        yield f"{called} takes {body} as its body"
    if _sentence(act) == _sentence(message):
        yield f"{called} repeats the sentence of its contract"
    if returns is not None and hints.get("return") is not returns:
        yield f"{called} returns {hints.get('return')}, and its contract says {returns.__name__}"


def _sentence(of: object) -> str:
    return (of.__doc__ or "").strip().partition("\n")[0]


@pytest.mark.parametrize("name", SERVICES)
def test_each_message_has_a_use_case_that_takes_and_returns_what_its_contract_says(
    name: str,
) -> None:
    assert list(faults_of(SERVICES[name])) == []


def test_a_table_that_does_not_fit_would_be_found() -> None:
    service = SERVICES["incentives"]
    (first, act), (second, _), *others = service.acts.items()
    told, *heard = service.hears.items()
    spoiled = replace(service, acts={second: act, **dict(others)}, hears=dict(heard))
    faults = list(faults_of(spoiled))
    assert f"{command_type_of(first).name} has no use case" in faults
    assert f"{event_type_of(told[0]).type} is not heard" in faults
    assert any(f"takes {first} as its body" in fault for fault in faults)

    def untyped(work: Any, body: Any) -> ExplainAnswer:
        """Take anything and return what another command answers."""

    untyped.__doc__ = first.__doc__
    spoiled = replace(service, acts={first: untyped})
    faults = [fault for fault in faults_of(spoiled) if "untyped" in fault]
    said = [fault.split(") ")[1].split(" ")[0] for fault in faults]
    assert said == ["takes", "takes", "repeats", "returns"]


def test_a_service_answers_no_command_of_another() -> None:
    with pytest.raises(TypeError, match="answered by registry, not by incentives"):
        Service(name="incentives", acts=SERVICES["registry"].acts)
