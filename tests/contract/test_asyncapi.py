"""The AsyncAPI document is sound: checked by hand-written rules of AsyncAPI 3.0.

It was also checked once with the JSON Schema that the AsyncAPI initiative publishes for 3.0.0, by
`jsonschema`: no fault. That schema is no Python package, so the rules that matter stand here.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from liaison_contracts import generate

DOCUMENT: dict[str, Any] = json.loads(generate.documents()["asyncapi.json"])
KEY = re.compile(r"[\w.\-]+")
ROOT = {"asyncapi", "info", "defaultContentType", "channels", "operations", "components"}
CHANNEL = {"address", "title", "description", "parameters", "messages", "bindings", "x-bound-to"}
OPERATION = {"action", "channel", "summary", "bindings", "messages"}
EXCHANGE = {"name", "type", "durable", "autoDelete"}
QUEUE = {"name", "durable", "exclusive", "autoDelete"}


def faults(document: dict[str, Any]) -> Iterator[str]:
    """Return each rule that the document breaks."""
    if document.get("asyncapi") != "3.0.0" or set(document) != ROOT:
        yield "the root must be AsyncAPI 3.0.0"
    if not {"title", "version"} <= set(document["info"]):
        yield "info must have a title and a version"
    for ref in _refs(document):
        if _resolve(document, ref) is None:
            yield f"{ref} leads nowhere"
    for name, channel in document["channels"].items():
        yield from (f"{name}: {fault}" for fault in _channel(name, channel))
    for name, operation in document["operations"].items():
        yield from (f"{name}: {fault}" for fault in _operation(document, operation))
    for name, message in document["components"]["messages"].items():
        yield from (f"{name}: {fault}" for fault in _message(name, message))


def _refs(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from _refs(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _refs(inner)


def _resolve(document: Any, ref: str) -> Any:
    place = document
    for step in ref.removeprefix("#/").split("/"):
        place = place.get(step) if isinstance(place, dict) else None
    return place


def _channel(name: str, channel: dict[str, Any]) -> Iterator[str]:
    if not set(channel) <= CHANNEL or not KEY.fullmatch(name):
        yield "unknown fields or a bad name"
    used = set(re.findall(r"\{(\w+)\}", channel["address"]))
    if used != set(channel.get("parameters", {})):
        yield "the address and the parameters differ"
    if any(set(message) != {"$ref"} for message in channel["messages"].values()):
        yield "a message is not a reference"
    amqp = channel["bindings"]["amqp"]
    sort, allowed = ("exchange", EXCHANGE) if amqp["is"] == "routingKey" else ("queue", QUEUE)
    if set(amqp) != {"is", sort, "bindingVersion"} or set(amqp[sort]) != allowed:
        yield "the AMQP binding has other fields than 0.3.0"
    if amqp["bindingVersion"] != "0.3.0" or not amqp[sort]["durable"]:
        yield "the AMQP binding is of another version or not durable"


def _operation(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    if set(operation) != OPERATION or operation["action"] not in ("send", "receive"):
        yield "unknown fields or action"
    channel = operation["channel"]["$ref"]
    if not channel.startswith("#/channels/"):
        yield "the channel is not one of the document's"
    for message in operation["messages"]:
        if not message["$ref"].startswith(f"{channel}/messages/"):
            yield f"{message['$ref']} is not of its channel"
    is_queue = (_resolve(document, channel) or {}).get("bindings", {}).get("amqp", {}).get("is")
    if (operation["action"] == "receive") is not (is_queue == "queue"):
        yield "one sends to an exchange and receives from a queue"


def _message(name: str, message: dict[str, Any]) -> Iterator[str]:
    if not KEY.fullmatch(name) or message["name"] != name:
        yield "a bad name"
    Draft7Validator.check_schema(message["payload"])
    if any("$schema" in part or "$id" in part for part in (message["payload"],)):
        yield "a payload in the AsyncAPI dialect has no $schema"
    checked = Draft7Validator(message["payload"], format_checker=FormatChecker())
    for example in message["examples"]:
        yield from (fault.message for fault in checked.iter_errors(example["payload"]))


def test_the_document_keeps_the_rules() -> None:
    assert list(faults(DOCUMENT)) == []


def spoil(*path: str, value: Any) -> dict[str, Any]:
    """Return the document with one place changed."""
    document = copy.deepcopy(DOCUMENT)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


QUEUE_PATH = ("channels", "incentives-to-finance")
PUBLISH = ("operations", "incentives.publish")
SPOILED = {
    "another version": spoil("asyncapi", value="2.6.0"),
    "no title": spoil("info", value={"version": "1"}),
    "a dead reference": spoil(*PUBLISH, "channel", value={"$ref": "#/channels/nowhere"}),
    "a foreign message": spoil(
        *PUBLISH, "messages", value=[{"$ref": "#/components/messages/plaque.granted.v1"}]
    ),
    "a lost parameter": spoil("channels", "registry.events", "parameters", value={}),
    "an unknown field": spoil(*QUEUE_PATH, "subscribe", value={}),
    "a queue that dies": spoil(
        *QUEUE_PATH,
        "bindings",
        "amqp",
        "queue",
        value={"name": "x", "durable": False, "exclusive": False, "autoDelete": True},
    ),
    "sending to a queue": spoil("operations", "finance.consume.incentives", "action", value="send"),
    "a bad example": spoil(
        "components", "messages", "payout.requested.v1", "examples", value=[{"payload": {}}]
    ),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_broken_rule_would_be_found(what: str) -> None:
    assert list(faults(SPOILED[what]))


def test_finance_finds_its_exchange_its_queue_and_what_comes_in_it() -> None:
    queue = DOCUMENT["channels"]["incentives-to-finance"]
    assert queue["bindings"]["amqp"]["queue"]["name"] == "incentives-to-finance"
    assert queue["x-bound-to"] == {"exchange": "incentives.events", "routingKey": "payout.#"}
    assert {name.split(".")[0] for name in queue["messages"]} == {"payout"}
    assert "payout.requested.v1" in queue["messages"]
    answers = DOCUMENT["channels"]["finance.events"]
    assert answers["bindings"]["amqp"]["exchange"]["type"] == "topic"
    assert set(answers["messages"]) == {
        f"payout.{verb}.v1"
        for verb in ("settled", "failed", "returned", "recalled", "clawback_received")
    }
