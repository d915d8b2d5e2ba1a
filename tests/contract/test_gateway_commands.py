"""The gateway's own commands explain themselves, and load as their JSON Schemas say."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from liaison_contracts.catalogue import COMMANDS
from liaison_contracts.publish.schemas import body_of
from liaison_contracts.roles import Role
from tests.contract.test_catalogue import faults_of
from tests.contract.test_messages import disagreements

OWN = {name: kind for name, kind in COMMANDS.items() if kind.service == "gateway"}
DAYS = {"day: a date and _on go together", "closed: a date and _on go together"}
"""Names that the API answered before it had these commands."""


@pytest.mark.parametrize("name", OWN)
def test_a_command_of_the_gateway_explains_itself(name: str) -> None:
    kind = OWN[name]
    assert faults_of(kind.cls, kind.articles, kind.because) == []
    assert set(faults_of(kind.returns, kind.articles, "an answer")) <= DAYS
    assert set(kind.roles) <= set(get_args(get_args(Role)[0]))


@pytest.mark.parametrize("name", OWN)
def test_its_loader_and_its_schema_agree_on_every_nasty_value(name: str) -> None:
    for cls, tolerant in ((OWN[name].cls, False), (OWN[name].returns, True)):
        assert disagreements(cls, body_of(cls, tolerant)) == [], cls


def secrets_of(kind: Any) -> set[str]:
    properties = body_of(kind.returns, tolerant=True)["properties"]
    return {name for name in ("key", "secret", "password", "path") if name in properties}


def test_what_is_shown_once_is_private_and_so_is_never_stored() -> None:
    shown = {name: secrets_of(kind) for name, kind in OWN.items()}
    assert {name for name, found in shown.items() if found} == {
        name for name, kind in OWN.items() if kind.is_private
    }
    assert all(len(found) <= 1 for found in shown.values())
