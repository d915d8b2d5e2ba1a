"""Describe the sandbox commands of a test key; `sandbox_proxy` executes them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from liaison_contracts.errors import Forbidden
from liaison_contracts.message import command_type_of
from liaison_gateway.access.authentication import allows
from liaison_gateway.access.idempotent_requests import once
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.v1.own.document import documentation_of
from liaison_gateway.v1.own.route import OwnRoute
from liaison_gateway.v1.own.routes import SANDBOX_ROUTES

sandbox = ApiBlueprint("sandbox", "sandbox", url_prefix="/v1")


def _refusal_of(route: OwnRoute) -> Callable[..., Response]:
    def refuse() -> Response:
        """Refuse a call without a test key; one with a test key never reaches this."""
        raise Forbidden("not_a_test_key")

    refuse.__name__ = command_type_of(route.command).name
    return allows(once()(refuse))


for _route in SANDBOX_ROUTES:
    _documented = sandbox.doc(**documentation_of(_route))(_refusal_of(_route))
    sandbox.route(_route.path, methods=[_route.method])(_documented)
