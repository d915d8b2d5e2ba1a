"""Connect the Federation of Industry and Commerce (市工商联).

Its system names a station by the credit code of its host. Each night it sends numbered JSON batches
of up to 200 lines with short codes and compact dates, and it is notified event by event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_contracts.sentences import Reader, fact_of, needs_of
from liaison_gateway.base.strict_json import json_object_of
from liaison_gateway.exchange.partners.body import (
    Batch,
    Document,
    Notice,
    Outcome,
)
from liaison_gateway.exchange.partners.lines import read_lines

NAMES = {
    "reference": "serial",
    "station": "uscc",
    "duty_type": "matter",
    "occurred_on": "done",
    "reported_on": "filed",
    "evidence": "proof",
}
DUTIES = {
    "01": "promotion_post",
    "02": "talent_exchange",
    "03": "natives_directory",
    "04": "information_report",
    "05": "delegation_visit",
    "06": "assigned_task",
}
CHINESE = Reader("zh")
_DAY = re.compile(r"[0-9]{8}")


class IndustryFederation:
    """Translate for the Federation of Industry and Commerce."""

    name = "industry_federation"
    org = "industry_federation"
    media_type = "application/json"
    largest_batch = 200
    pushes = True

    def station_of(self, station: Mapping[str, Any]) -> str:
        """Name a station by its host's unified social credit code."""
        return str(station.get("credit_code", ""))

    def read(self, content: bytes) -> Batch:
        """Read `{"batch": "...", "items": [...]}`."""
        data = json_object_of(content)
        number, items = data.pop("batch", None), data.pop("items", None)
        faults: dict[str, Any] = {name: [fault("unknown")] for name in data}
        if not isinstance(number, str) or not 1 <= len(number) <= 60:
            faults["batch"] = [fault("length", least=1, most=60)]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            faults["items"] = [fault("objects")]
        if faults:
            raise Invalid("invalid_batch", faults=faults, places=sorted(faults))
        reports = read_lines(items, NAMES, DUTIES, _day, "items", self.largest_batch)
        return Batch(number, reports)

    def answer(self, batch: Batch, outcomes: Sequence[Outcome]) -> Document:
        """Answer with one code per line: `ok`, or `no` with reasons."""
        results = [
            {
                "serial": found.reference,
                "result": "ok" if found.accepted else "no",
                "reasons": [
                    {
                        "code": one.code,
                        "article": one.article,
                        "fact": fact_of(one, CHINESE),
                        "needs": needs_of(one, CHINESE),
                    }
                    for one in found.reasons
                ],
            }
            for found in outcomes
        ]
        return _document({"batch": batch.number, "results": results})

    def tell(self, notices: Sequence[Notice]) -> Document:
        """Send `{"notices": [...]}`, with stations by credit code and compact dates."""
        told = [
            {
                "notice": found.id,
                "matter": found.type,
                "uscc": found.station,
                "effective": f"{found.effective_on:%Y%m%d}",
                "content": dict(found.data),
            }
            for found in notices
        ]
        return _document({"notices": told})


def _day(text: str) -> date:
    if not (text.isascii() and _DAY.fullmatch(text)):
        raise ValueError("20180410")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise ValueError("20180410") from error


def _document(data: object) -> Document:
    return Document("application/json", json.dumps(data, ensure_ascii=False).encode())
