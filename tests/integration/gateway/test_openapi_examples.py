"""Every operation shows what is sent, what is answered and how it fails; each example is valid."""

from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from liaison_contracts.message import command_type_of, load
from liaison_gateway.base.problems import STATUS
from liaison_gateway.exchange.partners.industry_federation import IndustryFederation
from liaison_gateway.exchange.partners.overseas_federation import OverseasFederation
from liaison_gateway.v1 import examples
from liaison_gateway.v1.routes import ROUTES

NOT_SHOWN = (
    "application/octet-stream",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.",
    "image/",
    "text/plain",
)
"""Files: their bytes are their own example."""


@pytest.fixture(scope="module")
def document(shared_system):
    return shared_system.browser.get("/v1/openapi.json").json


def contents_of(document):
    for operation in examples.operations_of(document):
        for place, contents in examples.bodies_of(operation):
            for media_type, content in contents.items():
                yield f"{operation['operationId']} {place} {media_type}", content


def without_example(document):
    return [
        name
        for name, content in contents_of(document)
        if not name.split()[2].startswith(NOT_SHOWN) and "example" not in content
        if name.split()[1] == "body" or name.split()[1].startswith("2")
    ]


def invalid_examples(document):
    schemas = document["components"]["schemas"]
    for name, content in contents_of(document):
        if "example" in content and "json" in name.split()[2]:
            form = examples.resolved(content["schema"], schemas)
            try:
                Draft202012Validator(form, format_checker=FormatChecker()).validate(
                    content["example"]
                )
            except ValidationError as error:
                yield f"{name}: {error.message}"


def test_every_body_that_is_text_has_an_example(document):
    assert without_example(document) == []


def test_a_missing_example_is_found(document):
    spoiled = copy.deepcopy(document)
    content = spoiled["paths"]["/v1/applications"]["post"]["requestBody"]["content"]
    del content["application/json"]["example"]
    assert without_example(spoiled) == ["submit_application body application/json"]


def test_every_example_is_what_its_schema_allows(document):
    assert list(invalid_examples(document)) == []


def test_an_example_that_the_schema_refuses_is_found(document):
    spoiled = copy.deepcopy(document)
    content = spoiled["paths"]["/v1/applications"]["post"]["requestBody"]["content"]
    content["application/json"]["example"]["city_code"] = "Beijing"
    assert len(list(invalid_examples(spoiled))) == 1


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.method != "GET"],
    ids=lambda route: command_type_of(route.command).name,
)
def test_the_example_of_a_command_is_read_as_that_command(document, route):
    path = "/v1" + route.path.replace("<int:", "<").replace("<", "{").replace(">", "}")
    body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
    parts = [part.split("}")[0] for part in path.split("{")[1:]]
    named = {name: examples.specimen({"type": ["string", "integer"]}, name) for name in parts}
    assert load(route.command, {**body, **named})


def test_the_examples_of_partner_bodies_are_read_by_their_plugins():
    sent = json.dumps(examples.BATCH).encode()
    assert len(IndustryFederation().read(sent).reports) == 1
    file = examples.GIVEN["report_duties body csv"].encode()
    assert len(OverseasFederation().read(file).reports) == 1


def test_every_status_that_is_declared_has_an_example_of_its_problem(document):
    problem = document["components"]["responses"]["Problem"]["content"][examples.PROBLEM]
    declared = {
        status
        for operation in examples.operations_of(document)
        for status in operation["responses"]
        if not status.startswith("2")
    }
    assert declared <= {*problem["examples"], "405"}
    form = examples.resolved(problem["schema"], document["components"]["schemas"])
    for status, example in problem["examples"].items():
        Draft202012Validator(form).validate(example["value"])
        assert str(example["value"]["status"]) == status


def test_the_code_of_each_shown_problem_is_of_a_kind_with_that_status():
    for status, (code, _, _) in examples.FAILURES.items():
        kinds = examples.catalogue()[code].kinds
        assert status in {STATUS[kind] for kind in kinds}, code


def test_every_tag_is_explained_and_used(document):
    used = {tag for each in examples.operations_of(document) for tag in each["tags"]}
    assert used == {tag["name"] for tag in document["tags"] if tag["description"]}
