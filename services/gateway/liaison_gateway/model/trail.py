"""Build the trail of a station: its events by business day, each as a sentence."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from liaison_contracts.message import EVENTS
from liaison_contracts.vocabulary.narration import sentence
from liaison_gateway.model.documents import Document, events_of


def trail_of(session: Session, station: Document) -> list[dict[str, Any]]:
    """Return the events about a station and its application, oldest business day first."""
    told = events_of(session, f"station/{station['station_code']}")
    if application := station.get("application_code"):
        told = events_of(session, f"application/{application}") + told
    return [_line(event) for event in sorted(told, key=_order)]


def _line(event: dict[str, Any]) -> dict[str, Any]:
    kind, data = event["type"], event["data"]
    known = EVENTS.get(kind)
    return {
        "on": event["effectiveon"],
        "says_zh": sentence(kind, data, "zh"),
        "says": sentence(kind, data, "en"),
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
