"""Write the AsyncAPI 3.0 document: exchanges and queues as channels, producers and consumers."""

from __future__ import annotations

from typing import Any

from liaison_contracts.catalogue import EVENTS
from liaison_contracts.message import EventType
from liaison_contracts.publish.schemas import event_schema
from liaison_contracts.publish.topology import PRODUCERS, Queue, exchange_of, queues, told_by

BINDING = "0.3.0"
ABOUT = """Every service publishes its events on its own topic exchange; the routing key is the
event type. A consumer has one durable queue for each producer. Delivery is at least once and in the
order of `sequence`, which has no gaps in a producer's log; `id` is the same in every delivery of an
event. Finance consumes the types that begin with `payout.`; they have `payout_sequence`, which has
no gaps over exactly these types, so that a lost event can be detected. Money is a decimal string of
yuan with its currency. No event carries a person's name, identity number or account number."""


def document(version: str, examples: dict[str, Any]) -> dict[str, Any]:
    """Return the AsyncAPI document; `examples` maps an event type to its envelope."""
    channels = {exchange_of(producer): _exchange(producer) for producer in PRODUCERS}
    channels |= {queue.name: _queue(queue) for queue in queues()}
    operations = {f"{producer}.publish": _publish(producer) for producer in PRODUCERS}
    operations |= {
        f"{queue.consumer}.consume.{queue.producer}": _consume(queue) for queue in queues()
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Talent liaison stations: events",
            "version": version,
            "description": " ".join(ABOUT.split()),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": {
                name: _message(EVENTS[name], examples.get(name))
                for producer in PRODUCERS
                for name in [kind.type for kind in told_by(producer)]
            }
        },
    }


def _refs(kinds: list[EventType]) -> dict[str, Any]:
    return {kind.type: {"$ref": f"#/components/messages/{kind.type}"} for kind in kinds}


def _exchange(producer: str) -> dict[str, Any]:
    kinds = told_by(producer)
    return {
        "address": "{type}",
        "title": exchange_of(producer),
        "description": f"The topic exchange of {producer}; the routing key is the event type.",
        "parameters": {
            "type": {
                "description": "The event type with its version.",
                "enum": [kind.type for kind in kinds],
                "location": "$message.payload#/type",
            }
        },
        "messages": _refs(kinds),
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": exchange_of(producer),
                    "type": "topic",
                    "durable": True,
                    "autoDelete": False,
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _queue(queue: Queue) -> dict[str, Any]:
    return {
        "address": queue.name,
        "title": queue.name,
        "description": f"The quorum queue of events from {queue.producer} to {queue.consumer}.",
        "messages": _refs([kind for kind in told_by(queue.producer) if queue.carries(kind)]),
        "bindings": {
            "amqp": {
                "is": "queue",
                "queue": {
                    "name": queue.name,
                    "durable": True,
                    "exclusive": False,
                    "autoDelete": False,
                },
                "bindingVersion": BINDING,
            }
        },
        "x-bound-to": {"exchange": exchange_of(queue.producer), "routingKey": queue.binding_key},
    }


def _publish(producer: str) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{exchange_of(producer)}"},
        "summary": f"{producer.capitalize()} publishes its events.",
        "bindings": {"amqp": {"deliveryMode": 2, "bindingVersion": BINDING}},
        "messages": [
            {"$ref": f"#/channels/{exchange_of(producer)}/messages/{kind.type}"}
            for kind in told_by(producer)
        ],
    }


def _consume(queue: Queue) -> dict[str, Any]:
    return {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{queue.name}"},
        "summary": f"{queue.consumer.capitalize()} consumes events of {queue.producer}.",
        "bindings": {"amqp": {"ack": True, "bindingVersion": BINDING}},
        "messages": [
            {"$ref": f"#/channels/{queue.name}/messages/{kind.type}"}
            for kind in told_by(queue.producer)
            if queue.carries(kind) and queue.acts_on(kind)
        ],
    }


def _message(kind: EventType, example: Any) -> dict[str, Any]:
    schema = event_schema(kind)
    payload = {name: part for name, part in schema.items() if name[0] != "$"}
    message = {
        "name": kind.type,
        "title": kind.type,
        "summary": schema["description"].splitlines()[0],
        "contentType": "application/json",
        "payload": payload,
        "bindings": {
            "amqp": {
                "contentEncoding": "utf-8",
                "messageType": kind.type,
                "bindingVersion": BINDING,
            }
        },
        "x-articles": [*kind.articles],
    }
    return message | ({"examples": [{"payload": example}]} if example else {})
