"""Write the reference page of all messages."""

from __future__ import annotations

import json
from textwrap import fill
from typing import Any

from liaison_contracts.catalogue import COMMANDS, EVENTS
from liaison_contracts.message import CommandType, EventType
from liaison_contracts.publish.cards import words_for
from liaison_contracts.publish.schemas import body_of, named_words, text_of
from liaison_contracts.publish.topology import PRODUCERS, hearers_of, queues

TITLES = {
    "registry": "Registry: applications and stations (Articles 2 to 10)",
    "assessment": "Assessment: duties and grades (Articles 11 and 12)",
    "incentives": "Incentives: awards and payments (Articles 13 and 14)",
    "finance": "Finance: payments made (outside the suite)",
}
TOP = """<!-- Written by `python -m liaison_contracts.generate`; edit the dataclass instead. -->
# Messages

This page lists all events, commands and queries of the services. The installed package
`liaison_contracts` contains them in other formats under `published`: JSON Schemas in `schemas`, a
card for each event type in `catalog`, an example of each in `examples`, and `asyncapi.json`. In a
checkout, `make contracts` builds them.

**Events** record what happened; their data is in an envelope with the attributes of CloudEvents.
Consumers ignore unknown fields. Events of one subject are handled in order. **Commands** request a
change, and are refused entirely if a field is unknown, missing or invalid; **queries** are commands
that change nothing. Money is a decimal string of yuan with `currency`: "CNY" (in Python
`amount_fen`, a whole number of fen); dates are days in Shanghai, such as 2018-04-10. No event
contains a person's name, identity number or account number.

A field may be added if it is optional; every other change requires a new version of the type.
`generate --check` refuses incompatible changes.
"""


def page(told: list[str], asked: list[str], examples: dict[str, Any]) -> str:
    """Return the page: envelope, queues, events and commands by service, types."""
    parts = [TOP, _envelope(examples), _queues(), _contents(told)]
    for producer in PRODUCERS:
        kinds = [EVENTS[name] for name in told if EVENTS[name].source == producer]
        parts.append(f"## {TITLES[producer]}\n")
        parts += [_event(kind) for kind in kinds]
        commands = [COMMANDS[name] for name in asked if COMMANDS[name].service == producer]
        parts += [_command(kind) for kind in commands]
    return "\n".join([*parts, _words()])


def _envelope(examples: dict[str, Any]) -> str:
    text = json.dumps(examples["payout.requested.v1"], ensure_ascii=False, indent=2)
    return f"## An event on the wire\n\n```json\n{text}\n```\n"


def _queues() -> str:
    rows = [
        f"| `{queue.name}` | `{queue.producer}.events` | `{queue.binding_key}` |"
        for queue in queues()
    ]
    return _table("## Queues", ("queue", "bound to exchange", "routing key"), rows)


def _contents(told: list[str]) -> str:
    rows = []
    for name in told:
        kind = EVENTS[name]
        articles = ", ".join(kind.articles) or "none"
        hearers = ", ".join(hearers_of(kind))
        rows.append(f"| [{name}](#{_anchor(name)}) | {kind.source} | {hearers} | {articles} |")
    return _table("## All events", ("type", "producer", "consumers", "articles"), rows)


def _anchor(heading: str) -> str:
    return heading.replace(".", "").lower()


def _event(kind: EventType) -> str:
    body = body_of(kind.cls, tolerant=True)
    return f"### {kind.type}\n\n{text_of(kind.cls)}\n\n{_facts(kind)}\n\n{_fields(body)}"


def _command(kind: CommandType) -> str:
    body = body_of(kind.cls, tolerant=False)
    answer = body_of(kind.returns, tolerant=True)
    sort = "Query" if kind.is_query else "Command"
    facts = [
        f"{sort} of {kind.service}. Roles: {', '.join(kind.roles)}.",
        _articles(kind.articles, kind.because),
        "Requires an idempotency key from the caller." if kind.money else "",
    ]
    return (
        f"### {kind.service}.{kind.name}\n\n{text_of(kind.cls)}\n\n"
        f"{_wrapped(' '.join(fact for fact in facts if fact))}\n\n{_fields(body)}\n"
        f"Answer: {text_of(kind.returns)}\n\n{_fields(answer)}"
    )


def _facts(kind: EventType) -> str:
    hearers = ", ".join(hearers_of(kind))
    counted = f" `{kind.numbered}` has no gaps." if kind.numbered else ""
    facts = f"Consumers: {hearers}. Subject: `{kind.subject}`."
    return _wrapped(f"{facts} {_articles(kind.articles, kind.because)}{counted}")


def _wrapped(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _articles(articles: tuple[str, ...], because: str) -> str:
    return f"Articles: {', '.join(articles)}." if articles else because


def _fields(body: dict[str, Any]) -> str:
    rows = []
    for name, form in body["properties"].items():
        given = "" if name in body["required"] else "optional"
        rows.append(f"| `{name}` | {words_for(form).replace('|', 'or')} | {given} |")
        rows += _inner_rows(name, form)
    return _table("", ("field", "form", ""), rows) if rows else "No fields.\n"


def _inner_rows(name: str, form: dict[str, Any]) -> list[str]:
    inner = form.get("items", form)
    rows = []
    for part, shape in inner.get("properties", {}).items():
        given = "" if part in inner["required"] else "optional"
        mark = "[]" if "items" in form else ""
        rows.append(f"| `{name}{mark}.{part}` | {words_for(shape).replace('|', 'or')} | {given} |")
        rows += _inner_rows(f"{name}{mark}.{part}", shape)
    return rows


def _words() -> str:
    found = named_words()
    rows = [f"| `{name}` | {found[name][1].replace('|', 'or')} |" for name in sorted(found)]
    return _table("## Types", ("type in Python", "meaning"), rows)


def _table(title: str, heads: tuple[str, ...], rows: list[str]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *rows]
    return (f"{title}\n\n" if title else "") + "\n".join(lines) + "\n"
