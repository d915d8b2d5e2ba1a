"""A small system for tests of assessment: the real registry, the real assessment, and claims.

Incentives is stood in for by a small service that tells incentives' own events.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from liaison_assessment.definition import DEFINITION
from liaison_assessment.settings import AssessmentSettings
from liaison_contracts.assessment import (
    DutyEntry,
    DutyReview,
    MaterialScore,
    OpenAssessment,
    ProposeGrades,
    PublishGrades,
    RecordDuties,
    ReviewDuties,
    StationScores,
    SubmitScores,
)
from liaison_contracts.registry import ImportStations, RecordTrialExtension, StationEntry
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service
from liaison_kit.start import create_database, runtime_of
from liaison_kit.store.database import Database
from liaison_registry import definition as registry
from liaison_registry.settings import RegistrySettings

D = date.fromisoformat
KEY = base64.b64encode(bytes(range(32))).decode()


def person(name: str, org: str, *roles: str) -> Caller:
    """Return a caller of an organisation."""
    return Caller(name, org, roles, f"key-{name}")


OFFICER = person("P-officer", "talent_office", "talent_office")
SECOND = person("P-second", "talent_office", "talent_office")
INDUSTRY = person("P-industry", "industry_federation", "guiding_department")
OVERSEAS = person("P-overseas", "overseas_federation", "guiding_department")


def station_people(code: str) -> Caller:
    """Return the liaison officer of a station."""
    return person(f"L-{code}", f"station/{code}", "liaison_officer")


CLAIMS: Service[Any] = Service(name="incentives")
"""Stand in for incentives: it says what recruitments and spending came to."""


class System:
    """Run the services on one local bus; `assessment_url` says on which database."""

    def __init__(
        self, folder: Path, assessment_url: str, day: str = "2018-01-01", **more: Any
    ) -> None:
        private, public = new_key_pair("k1")
        self._verifier, self.bus = Verifier([public]), LocalBus()
        self.client = Client(self.bus, Signer(private))
        self._folder, self._public, self._day, self._more = folder, public, D(day), more
        self.runtimes = {
            "registry": self._registry(),
            "assessment": self._assessment(assessment_url),
            "incentives": self._claims(),
        }
        services = (registry.SERVICE, DEFINITION.service, CLAIMS)
        for runtime, service in zip(self.runtimes.values(), services, strict=True):
            self.bus.add(runtime, service)
        self.driver = DayDriver(self.client, list(self.runtimes), pump=self.bus.pump)

    def _url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.sqlite"

    def _shared(self, url: str) -> dict[str, Any]:
        keys = [self._public]
        place = {"database_url": url, "blob_folder": self._folder / "blobs"}
        return {"mode": "demo", "amqp_uri": "", "public_keys": keys, **place}

    def _registry(self) -> Runtime:
        # books hold decisions of the past, which nobody evaluated or heard here
        shared = self._shared(self._url("registry")) | {"mode": "replay"}
        settings = RegistrySettings(instance_key=KEY, **shared)
        return registry.runtime(settings, self._verifier, self._day)

    def _assessment(self, url: str) -> Runtime:
        settings = AssessmentSettings(instance_key=KEY, **self._shared(url), **self._more)
        database = create_database(url, "assessment", "demo", DEFINITION.tables, self._day)
        return self._runtime(DEFINITION.service, database, settings)

    def _claims(self) -> Runtime:
        url = self._url("incentives")
        database = create_database(url, "incentives", "demo", MetaData(), self._day)
        return self._runtime(
            CLAIMS, database, AssessmentSettings(instance_key=KEY, **self._shared(url))
        )

    def _runtime(self, service: Service[Any], database: Database, settings: Any) -> Runtime:
        assert DEFINITION.context is not None
        return runtime_of(
            service,
            database,
            "demo",
            DEFINITION.edition(settings),
            self._verifier,
            context=DEFINITION.context(settings),
        )

    # -- what happens in system ------------------------------------------------------------------

    def on(self, day: str) -> None:
        """Let the system's day be this one."""
        self.driver.advance(D(day))

    def close(self, day: str) -> None:
        """Go to a day and close it everywhere."""
        self.on(day)
        self.driver.close(D(day))

    def send(self, caller: Caller, command: object, pump: bool = True) -> Any:
        """Send a command, carry what it told, and return the answer's result."""
        answer = self.client.send(caller, command)
        if pump:
            self.bus.pump()
        return answer.result

    def tell(self, *events: Any) -> None:
        """Tell events as incentives would; the next pump carries them."""
        runtime = self.runtimes["incentives"]
        with runtime.transaction() as (_, make):
            work = make(runtime.system())
            for event in events:
                work.record(event)
        self.bus.pump()

    def told(self, kind: str, service: str = "assessment") -> list[dict[str, Any]]:
        """Return the data of all events of one type, in order."""
        found: list[dict[str, Any]] = []
        position = 0
        while True:
            page = self.bus.call(service, "events_after", position, 1000)
            if not page["events"]:
                return [e["data"] for e in found if e["type"] == f"{kind}.v1"]
            found += page["events"]
            position = page["events"][-1]["sequence"]

    # -- makers --------------------------------------------------------------------------------

    def extend(self, until: str = "2030-12-31", decided: str = "2018-01-01") -> None:
        """Extend the trial by two persons of the talent office."""
        command = RecordTrialExtension(
            edition="luzhou_2017", document_no="ext-1", decided_on=D(decided), valid_until=D(until)
        )
        for caller in (OFFICER, SECOND):
            self.send(caller, command)

    def plaque(self, *codes: str, on: str = "2018-01-01", by: str = "industry_federation") -> None:
        """Grant plaques."""
        stations = tuple(a_station(code, on, by) for code in codes)
        self.send(OFFICER, ImportStations(stations=stations))

    def open(self, year: int) -> None:
        """Open a year."""
        command = OpenAssessment(year=year, scheme_document_no="scheme-1", opened_on=self._today())
        self.send(OFFICER, command)

    def score(
        self, year: int, points: dict[str, int], sides: Sequence[str] = ("talent", "dept")
    ) -> None:
        """Score all materials of stations alike, for both sides."""
        callers = {"talent": (OFFICER, "talent_office"), "dept": (INDUSTRY, "guiding_department")}
        scores = tuple(a_sheet(code, *[worth] * 7) for code, worth in points.items())
        for name in sides:
            caller, side = callers[name]
            self.send(caller, a_submission(year, side, scores, self._today()))

    def grade(self, year: int, points: dict[str, int]) -> Any:
        """Take a year from opening to publication on its last day and return its totals."""
        self.on(f"{year}-12-31")
        self.open(year)
        self.score(year, points)
        return self.publish(year)

    def publish(self, year: int) -> Any:
        """Propose as one person and publish as another."""
        on = self._today()
        self.send(OFFICER, ProposeGrades(year=year, proposed_on=on))
        command = PublishGrades(year=year, document_no=f"grades-{year}", published_on=on)
        return self.send(SECOND, command)

    def duty(self, caller: Caller, *entries: DutyEntry) -> list[Any]:
        """Record duties and return the results."""
        results: list[Any] = self.send(caller, RecordDuties(records=entries))["results"]
        return results

    def verify(self, *codes: str, outcome: Any = "verified", reason: str | None = None) -> Any:
        """Review duty records as the talent office."""
        reviews = tuple(
            DutyReview(record_code=code, outcome=outcome, reason_code=reason) for code in codes
        )
        command = ReviewDuties(reviews=reviews, reviewed_on=self._today())
        return self.send(OFFICER, command)["results"]

    def _today(self) -> date:
        return D(self.client.head("assessment")["day"])


def a_station(code: str, on: str = "2018-01-01", by: str = "industry_federation") -> StationEntry:
    """Make a station's line."""
    return StationEntry(
        station_code=code,
        host_name=f"host {code}",
        host_kind="chamber_abroad",
        credit_code="51510500301661318F",
        city_code="110100",
        guiding_department=by,
        head_ref=f"H-{code}",
        liaison_ref=f"L-{code}",
        plaque_granted_on=D(on),
        plaque_no=f"plaque-{code}",
        approval_no=f"approval-{code}",
    )


def a_duty(code: str, station: str, on: str, reported: str = "", **more: Any) -> DutyEntry:
    """Make a duty record, by default a promotion post reported on its day."""
    fields = {"duty_type": "promotion_post", "evidence": "sha256:7831db91d797f4e2", **more}
    return DutyEntry(
        record_code=code,
        station_code=station,
        occurred_on=D(on),
        reported_on=D(reported or on),
        **fields,
    )


def a_sheet(code: str, *points: Any) -> StationScores:
    """Make one side's points of a station, material 1 first; None leaves a material out."""
    materials: Any = enumerate(points, start=1)
    return StationScores(
        station_code=code,
        materials=tuple(
            MaterialScore(material=m, score=Decimal(str(p))) for m, p in materials if p is not None
        ),
    )


def a_submission(year: int, side: Any, scores: tuple[StationScores, ...], on: date) -> SubmitScores:
    """Make the command that submits scores."""
    return SubmitScores(year=year, side=side, scores=scores, submitted_on=on)
