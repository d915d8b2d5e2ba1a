"""Connect an association of scientists, whose system sends one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from liaison_contracts.errors import Malformed
from liaison_contracts.sentences import fact_of
from liaison_gateway.exchange.partners.body import (
    Batch,
    Document,
    Notice,
    Outcome,
)
from liaison_gateway.exchange.partners.lines import read_lines

NAMES = {
    "reference": "id",
    "station": "station",
    "duty_type": "what",
    "occurred_on": "on",
    "reported_on": "told",
    "evidence": "see",
}
DUTIES = {
    "post": "promotion_post",
    "exchange": "talent_exchange",
    "directory": "natives_directory",
    "report": "information_report",
    "visit": "delegation_visit",
    "task": "assigned_task",
}


class ScienceAssociation:
    """Translate for the association; it names stations by city and code."""

    name = "science_association"
    org = "science_association"
    media_type = "application/x-ndjson"
    largest_batch = 50
    pushes = True

    def station_of(self, station: Mapping[str, Any]) -> str:
        """Name a station by its city and its code."""
        return f"{station['city_code']}:{station['station_code']}"

    def read(self, content: bytes) -> Batch:
        """Read one object a line."""
        try:
            found = [json.loads(line) for line in content.decode("utf-8").splitlines()]
        except (ValueError, RecursionError) as error:
            raise Malformed("not_json_lines") from error
        if not all(isinstance(line, dict) for line in found):
            raise Malformed("not_json_lines")
        return Batch("", read_lines(found, NAMES, DUTIES, _day, "lines", self.largest_batch))

    def answer(self, batch: Batch, outcomes: Sequence[Outcome]) -> Document:
        """Answer one object a line."""
        return _lines(
            {
                "id": found.reference,
                "ok": found.accepted,
                "why": [fact_of(one) for one in found.reasons],
            }
            for found in outcomes
        )

    def tell(self, notices: Sequence[Notice]) -> Document:
        """Tell one object a line."""
        return _lines(
            {
                "id": found.id,
                "what": found.type,
                "station": found.station,
                "on": found.effective_on.isoformat(),
                "data": dict(found.data),
            }
            for found in notices
        )


def _day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("2018-04-10") from None


def _lines(objects: Any) -> Document:
    text = "".join(json.dumps(found, ensure_ascii=False) + "\n" for found in objects)
    return Document("application/x-ndjson", text.encode())
