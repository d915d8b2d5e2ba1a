"""Hold assessment on PostgreSQL with many stations and what they did, to be graded."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from liaison_assessment.definition import DEFINITION
from liaison_assessment.settings import AssessmentSettings
from liaison_assessment.tables import Duty, Recruitment, Spending, Station
from liaison_contracts.assessment import (
    MaterialScore,
    OpenAssessment,
    ProposeGrades,
    PublishGrades,
    StationScores,
    SubmitScores,
)
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.law.register import record_extension
from liaison_kit.ops.migrate import migrate
from liaison_kit.start import runtime_of
from liaison_kit.store.database import Database

KEY = base64.b64encode(bytes(32)).decode()
MODE, ISSUED, TODAY = "demo", date(2017, 8, 2), date(2030, 1, 1)
PER_COMMAND, PER_INSERT = 500, 5000
KINDS = ("promotion_post",) * 6 + ("talent_exchange",) * 2 + ("delegation_visit", "assigned_task")
SIDES = {
    "talent_office": Caller("P-1", "talent_office", ("talent_office",), "k-1"),
    "guiding_department": Caller("P-2", "industry_federation", ("guiding_department",), "k-2"),
}
PROPOSES = SIDES["talent_office"]
PUBLISHES = Caller("P-3", "talent_office", ("talent_office",), "k-3")


class GradingSystem:
    """Fill a database with stations and their records, and grade one year after the other."""

    def __init__(self, url: str, stations: int) -> None:
        migrate(DEFINITION, url, MODE, TODAY)
        private, public = new_key_pair("k1")
        settings = AssessmentSettings(
            mode=MODE, database_url=url, amqp_uri="", public_keys=[public], instance_key=KEY
        )
        self.database = Database(url)
        assert DEFINITION.context is not None
        runtime = runtime_of(
            DEFINITION.service,
            self.database,
            MODE,
            DEFINITION.edition(settings),
            Verifier([public]),
            context=DEFINITION.context(settings),
        )
        bus = LocalBus()
        bus.add(runtime, DEFINITION.service)
        self.client = Client(bus, Signer(private))
        self.codes = [f"LZ-{number:05d}" for number in range(stations)]
        with self.database.writing() as session:
            record_extension(session, "luzhou_2017", "bench", ISSUED, date(2040, 1, 1))
        self._insert(Station, [self._station(code) for code in self.codes])

    def fill(self, year: int) -> None:
        """Give every station ten verified duties, a recruitment and a spending report."""
        ends = date(year, 12, 31)
        first = date(year, 1, 15)
        for start in range(0, len(self.codes), PER_INSERT // 10):
            duties, others = [], []
            for code in self.codes[start : start + PER_INSERT // 10]:
                duties += [
                    self._duty(f"{code}-{year}-{n}", code, kind, first + timedelta(days=30 * n))
                    for n, kind in enumerate(KINDS)
                ]
                others.append(code)
            self._insert(Duty, duties)
            claims = {"signed_on": first, "claimed_on": ends, "verified": True, "decided_on": ends}
            self._insert(
                Recruitment,
                [
                    {"recruitment_code": f"R-{c}-{year}", "station_code": c, **claims}
                    for c in others
                ],
            )
            report = {"year": year, "spent_fen": 100, "submitted_on": ends}
            report |= {"outcome": None, "reviewed_on": None}
            self._insert(Spending, [{"station_code": code, **report} for code in others])

    def open(self, year: int) -> None:
        """Open a year."""
        command = OpenAssessment(year=year, scheme_document_no="s", opened_on=date(year, 12, 31))
        self.client.send(PROPOSES, command)

    def submit(self, year: int) -> None:
        """Score all seven materials of every station for both sides."""
        for side, caller in SIDES.items():
            for start in range(0, len(self.codes), PER_COMMAND):
                codes = self.codes[start : start + PER_COMMAND]
                scores = tuple(sheet_of(code, year, side) for code in codes)
                command = SubmitScores(
                    year=year,
                    side=side,
                    scores=scores,
                    submitted_on=TODAY,  # type: ignore[arg-type]
                )
                self.client.send(caller, command)

    def propose(self, year: int) -> Any:
        """Propose the grades."""
        return self.client.send(PROPOSES, ProposeGrades(year=year, proposed_on=TODAY)).result

    def publish(self, year: int) -> Any:
        """Publish them, and freeze every dossier."""
        command = PublishGrades(year=year, document_no="g", published_on=TODAY)
        return self.client.send(PUBLISHES, command).result

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _insert(self, table: type, rows: list[dict[str, Any]]) -> None:
        with self.database.writing() as session:
            session.execute(insert(table), rows)

    def _station(self, code: str) -> dict[str, Any]:
        granted = {"plaque_granted_on": date(2018, 1, 1), "withdrawn_on": None}
        return {"station_code": code, "guiding_department": "industry_federation", **granted}

    def _duty(self, code: str, station: str, kind: str, on: date) -> dict[str, Any]:
        said = {"evidence": "sha256:7831db91d797f4e2", "state": "accepted", "late": False}
        said |= {"reasons": [], "entered_by": "P-4", "entered_for": [], "reason_code": None}
        reviewed = {"outcome": "verified", "reviewed_on": on, "reviewed_by": "P-5"}
        named = {"record_code": code, "station_code": station, "duty_type": kind}
        return {**named, **said, **reviewed, "occurred_on": on, "reported_on": on}


def sheet_of(code: str, year: int, side: str) -> StationScores:
    """Return points that look arbitrary and are the same at every run."""
    seed = int(code[3:]) * 7919 + year * 31 + len(side)
    points = (Decimal(4000 + (seed * number) % 6000).scaleb(-2) for number in range(1, 8))
    return StationScores(
        station_code=code,
        materials=tuple(
            MaterialScore(material=number, score=score)  # type: ignore[arg-type]
            for number, score in enumerate(points, start=1)
        ),
    )
