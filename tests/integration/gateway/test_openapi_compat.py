"""What was released of `/v1` stays: routes, parameters, what is taken and what is answered."""

from __future__ import annotations

import copy
import json

import pytest

from deploy.local.build import openapi


@pytest.fixture(scope="module")
def released():
    (path, *_) = sorted((openapi.HOME / "released").glob("*.json"))
    return json.loads(path.read_text(encoding="utf-8"))


def operation(document, place):
    return openapi.operations_of(document)[place]


def spoil_route(document):
    del document["paths"]["/v1/stations"]


def spoil_parameter(document):
    found = operation(document, "GET /v1/stations")
    found["parameters"] = [each for each in found["parameters"] if each.get("name") != "cursor"]


def spoil_required(document):
    new = {"name": "city", "in": "query", "required": True, "schema": {"type": "string"}}
    operation(document, "GET /v1/stations")["parameters"].append(new)


def spoil_body(document):
    content = operation(document, "POST /v1/findings")["requestBody"]["content"]
    content["application/json"]["schema"]["required"].append("grounds_in_latin")


def spoil_answer(document):
    del document["components"]["schemas"]["Station"]["properties"]["station_code"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoil_route, "GET /v1/stations: the route was removed"),
        (spoil_parameter, "GET /v1/stations: the parameter cursor was removed"),
        (spoil_required, "GET /v1/stations: the parameter city must be given now"),
        (spoil_body, "grounds_in_latin"),
        (spoil_answer, "station_code was removed"),
    ],
)
def test_what_callers_count_on_may_not_go(released, spoil, told):
    changed = copy.deepcopy(released)
    spoil(changed)
    assert any(told in line for line in openapi.breaks_of(released, changed))


def test_a_release_has_one_line_for_each_path_and_each_shape(released):
    lines = openapi.text_of(released).splitlines()
    assert len(lines) == len(released["paths"]) + len(released["components"]["schemas"]) + 6
    assert json.loads(openapi.text_of(released)) == openapi.promises_of(released)


def test_a_route_and_a_field_may_be_added(released):
    changed = copy.deepcopy(released)
    changed["paths"]["/v1/new"] = copy.deepcopy(changed["paths"]["/v1/stations"])
    changed["components"]["schemas"]["Station"]["properties"]["new"] = {"type": "string"}
    assert openapi.breaks_of(released, changed) == []


def test_nothing_released_is_broken(released, shared_system):
    current = shared_system.browser.get("/v1/openapi.json").json
    assert openapi.breaks_of(released, current) == []
