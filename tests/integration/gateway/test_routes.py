"""Every route says who may use it, every command has one, and the API's document shows all."""

from __future__ import annotations

import pytest
from openapi_spec_validator import validate

from liaison_contracts.message import COMMANDS, command_type_of
from liaison_gateway.access.route_rights import rows_of
from liaison_gateway.base.context import SERVICES
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.v1.routes import ROUTES

FRAMEWORK = {"static", "api-docs.openapi_json"}
PUBLIC = {"/v1/instance", "/v1/errors", "/v1/errors/<code>"}
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def app(shared_system):
    return shared_system.instance.app


@pytest.fixture(scope="module")
def document(shared_system):
    return shared_system.browser.get("/v1/openapi.json").json


def rules_of(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in FRAMEWORK]


def operations_of(document):
    return {
        (path, method): operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    }


def test_only_these_routes_are_public(app):
    paths = {rule.endpoint: rule.rule for rule in rules_of(app)}
    public = {paths[endpoint] for (endpoint, _), row in rows_of(app).items() if row.is_public}
    assert {path for path in public if path.startswith("/v1")} == PUBLIC


def test_every_command_has_exactly_one_route():
    routed = [command_type_of(route.command) for route in ROUTES]
    asked = [name for name, kind in COMMANDS.items() if kind.service in SERVICES]  # not the toys
    assert sorted(f"{kind.service}.{kind.name}" for kind in routed) == sorted(asked)


def test_a_command_route_lets_the_roles_of_its_command_through(app):
    for route in ROUTES:
        kind = command_type_of(route.command)
        row = rows_of(app)[f"commands.{kind.name}", route.method]
        assert {*row.roles} == {*kind.roles}, route.path


def test_every_view_has_a_list_and_a_single_route(app):
    paths = {rule.rule for rule in rules_of(app)}
    for view in VIEWS:
        assert {f"/v1/{view.path}", f"/v1/{view.path}/<path:code>"} <= paths


def test_the_document_is_valid_openapi_3_1(document):
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_the_document_shows_every_route_of_the_api(app, document):
    served = {rule.endpoint for rule in rules_of(app) if rule.rule.startswith("/v1")}
    assert len(operations_of(document)) == len(served)


def test_every_operation_is_named_once_and_says_what_it_does(document):
    operations = operations_of(document).values()
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_every_operation_shows_its_errors_as_problems(document):
    problem = {"$ref": "#/components/responses/Problem"}
    for place, operation in operations_of(document).items():
        errors = {s: r for s, r in operation["responses"].items() if not s.startswith("2")}
        assert errors, place
        assert all(response == problem for response in errors.values()), place
    content = document["components"]["responses"]["Problem"]["content"]
    assert list(content) == ["application/problem+json"]


def test_every_operation_but_the_public_ones_asks_for_a_key(document):
    public = {path.replace("<", "{").replace(">", "}") for path in PUBLIC}
    for place, operation in operations_of(document).items():
        wanted = [] if place[0] in public and place[1] == "get" else [{"key": []}]
        assert operation["security"] == wanted, place


def test_every_list_shows_its_parameters(document):
    for view in VIEWS:
        operation = document["paths"][f"/v1/{view.path}"]["get"]
        shown = {entry["name"] for entry in operation["parameters"]}
        assert shown == {*view.filters, "limit", "cursor", "changes_after", "updated_since"}


def test_money_routes_require_an_idempotency_key_in_the_document(document):
    for route in ROUTES:
        kind = command_type_of(route.command)
        if route.method == "GET":
            continue
        path = "/v1" + route.path.replace("<int:", "<").replace("<", "{").replace(">", "}")
        entries = document["paths"][path]["post"]["parameters"]
        (key,) = [entry for entry in entries if entry["name"] == "Idempotency-Key"]
        assert key["required"] == kind.money, path
