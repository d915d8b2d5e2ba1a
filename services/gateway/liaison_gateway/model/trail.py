"""Make the trail of a station: its events by their business day, each as a sentence."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.message import EVENTS
from liaison_gateway.base.words import WORDS
from liaison_gateway.model.documents import Document, events_of
from liaison_gateway.model.trail_sentences import SENTENCES

CHINESE, ENGLISH = 0, 1
_FIELD = re.compile(r"\{(\w+)\}")
NOTHING = "—"


def trail_of(session: Session, station: Document) -> list[dict[str, Any]]:
    """Return what was told of a station and of its application, oldest business day first."""
    told = events_of(session, f"station/{station['station_code']}")
    if application := station.get("application_code"):
        told = events_of(session, f"application/{application}") + told
    return [_line(event) for event in sorted(told, key=_order)]


def sentence(kind: str, data: dict[str, Any], language: int) -> str:
    """Return an event as a sentence, in Chinese (0) or English (1).

    >>> sentence("plaque.recovered.v1", {"recovered_on": "2020-06-03"}, ENGLISH)
    'The plaque was handed back on 2020-06-03.'
    """
    if kind not in SENTENCES:
        return WORDS.get(f"event:{kind}", (kind, kind))[language]
    told = _FIELD.sub(lambda field: _word(data.get(field[1]), language), SENTENCES[kind][language])
    return told[0].upper() + told[1:]


def _line(event: dict[str, Any]) -> dict[str, Any]:
    kind, data = event["type"], event["data"]
    known = EVENTS.get(kind)
    return {
        "on": event["effectiveon"],
        "says_zh": sentence(kind, data, CHINESE),
        "says": sentence(kind, data, ENGLISH),
        "type": kind,
        "articles": list(data.get("articles") or (known.articles if known else ())),
        "document_no": data.get("document_no"),
        "actor": event["actor"],
        "recorded_at": event["time"],
        "service": event["source"].rpartition("/")[2],
        "position": event["sequence"],
    }


def _order(event: dict[str, Any]) -> tuple[str, str, str, int]:
    return event["effectiveon"], event["time"], event["source"], event["sequence"]


def _word(value: Any, language: int) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return WORDS.get(str(value), (str(value), str(value)))[language]
