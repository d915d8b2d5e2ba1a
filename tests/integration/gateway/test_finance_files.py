"""Finance downloads each day's payouts with their control totals."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from sqlalchemy import insert

from liaison_contracts.incentives import PayoutDayClosed, PayoutRecallRequested
from liaison_contracts.money import Fen
from liaison_gateway.model.changes import take_numbers
from liaison_gateway.model.folds.fold import fold
from liaison_gateway.model.tables import events
from liaison_gateway.v1.reading.finance_files import COLUMNS, TOTALS
from tests.integration.gateway.system import an_envelope

PAYOUT = "6f2c1a52-4f0e-5c1d-9d5b-0a7c6f1e2b3d"
DAY = date(2018, 1, 2)


def tell(system, position, message):
    """Store and fold an event as the consumer does."""
    told = an_envelope(message, "payouts", 10_000 + position, "2018-01-02T00:00:00.000+00:00")
    with system.instance.gateway.database.writing() as session:
        row = {
            "service": "incentives",
            "position": told.sequence,
            "id": f"id-{position}",
            "type": told.type,
            "subject": told.subject,
            "time": told.time,
            "envelope": json.dumps(told.to_wire()),
            "change_no": take_numbers(session, 1),
        }
        session.execute(insert(events).values(**row))
        fold(session, told)


def a_recall(number, reason):
    return PayoutRecallRequested(
        payout_id=f"{PAYOUT[:-1]}{number}",
        payout_sequence=number,
        station_code="LZ-001",
        reason_code=reason,
        requested_on=DAY,
    )


def a_total(first, last):
    return PayoutDayClosed(
        on=DAY,
        payout_sequence=last + 1,
        count=0,
        total_fen=Fen(0),
        first_sequence=first,
        last_sequence=last,
        sha256="0" * 64,
        checkpoint="=cmd",
    )


def test_the_file_of_a_day_lists_its_messages_and_its_totals_as_inert_text(system):
    for number in (1, 2, 3):
        tell(system, number, a_recall(number, "manual"))
    tell(system, 4, a_total(2, 3))
    tell(system, 5, a_recall(5, "manual"))
    answer = system.get("finance", "/v1/payout-days/2018-01-02/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "payouts-2018-01-02.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:3]]
    assert [(line["payout_sequence"], line["type"]) for line in lines] == [
        ("2", "payout.recall_requested.v1"),
        ("3", "payout.recall_requested.v1"),
    ]
    totals = dict(rows[3:])
    assert list(totals) == [f"# {name}" for name in TOTALS]
    assert (totals["# last_sequence"], totals["# checkpoint"]) == ("3", "'=cmd")


def test_a_day_without_a_total_has_no_file(system):
    answer = system.get("finance", "/v1/payout-days/2018-01-09/file")
    assert (answer.status_code, answer.json["code"]) == (404, "payout_day_unknown")


def test_a_station_head_may_not_have_the_file(system):
    system.add_station("LZ-001")
    system.add_station_people("LZ-001")
    answer = system.get("LZ-001.head", "/v1/payout-days/2018-01-02/file")
    assert (answer.status_code, answer.json["code"]) == (403, "role_not_held")
