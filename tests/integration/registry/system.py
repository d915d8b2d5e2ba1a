"""A registry on a local bus, the people who act on it, and makers of what they send."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from stdnum.cn import uscc

from liaison_contracts.entries import DocumentEntry, PersonEntry
from liaison_contracts.message import EVENTS, load
from liaison_contracts.registry import (
    CheckEligibility,
    ConditionAnswer,
    ForwardApplication,
    OfficerEntry,
    RecordGovernmentApproval,
    RecordLeadingGroupDecision,
    SubmitApplication,
    SubmitReview,
)
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Answer, Client
from liaison_kit.instance import instance
from liaison_kit.log import dead_letters
from liaison_kit.service import Service
from liaison_kit.start import create_database, runtime_of
from liaison_kit.store import records
from liaison_kit.store.blobs import Blobs
from liaison_kit.testing.toy import TOY_EDITION
from liaison_registry.definition import runtime
from liaison_registry.service import SERVICE
from liaison_registry.settings import RegistrySettings

DAY = date(2018, 3, 1)
ACT_DAYS = (
    "submitted_on",
    "saved_on",
    "forwarded_on",
    "checked_on",
    "appointed_on",
    "declared_on",
    "visited_on",
    "reviewed_on",
    "closed_on",
    "held_on",
    "opened_on",
    "reported_on",
    "evaluated_on",
    "decided_on",
    "plaque_granted_on",
    "amended_on",
    "assigned_on",
    "returned_on",
    "nominated_on",
)
"""Say on which day people act."""
KEY = base64.b64encode(b"k" * 32).decode()


def a_caller(sub: str, org: str, *roles: str) -> Caller:
    return Caller(sub, org, roles, f"key-{sub}")


HOST = a_caller("P-host", "host-1", "host")
DEPARTMENT = a_caller("P-dept-1", "industry_federation", "guiding_department")
DEPARTMENT_REVIEWER = a_caller("P-dept-2", "industry_federation", "guiding_department")
OTHER_DEPARTMENT = a_caller("P-other", "overseas_federation", "guiding_department")
SECTOR = a_caller("P-sector", "health_commission", "sector_department")
OFFICE = a_caller("P-office-1", "talent_office", "talent_office")
OFFICE_REVIEWER = a_caller("P-office-2", "talent_office", "talent_office")
LEADER = a_caller("P-leader", "leading_group", "leading_group")
GOVERNMENT = a_caller("P-gov", "city_government", "city_government")


ASSESSMENT: Service[Any] = Service(name="assessment")
"""Stand at assessment's end of the bus: its log is real, what it says is the test's."""


class System:
    """Hold a registry and the bus it is on."""

    def __init__(
        self, database_url: Callable[[str], str], mode: str = "demo", **settings: Any
    ) -> None:
        self._folder = TemporaryDirectory()
        private, public = new_key_pair("k1")
        verifier = Verifier([public])
        self.bus = LocalBus()
        own = RegistrySettings(
            mode=mode,
            database_url=database_url("registry"),
            amqp_uri="",
            public_keys=[],
            instance_key=KEY,
            blob_folder=Path(self._folder.name),
            **settings,
        )
        self.blobs = Blobs(own.blob_folder)
        for paper in PAPER_FILES:
            self.blobs.add([paper], limit=1000)
        self.registry = runtime(own, verifier, None if mode == "live" else DAY)
        self.bus.add(self.registry, SERVICE)
        database = create_database(database_url("assessment"), "assessment", "demo", day=DAY)
        self.assessment = runtime_of(ASSESSMENT, database, "demo", TOY_EDITION, verifier)
        self.bus.add(self.assessment, ASSESSMENT)
        self.client = Client(self.bus, Signer(private))

    def close(self) -> None:
        self._folder.cleanup()
        self.registry.database.close()
        self.assessment.database.close()

    def send(self, caller: Caller, command: object, key: str = "") -> Answer:
        """Send a command on the day that it tells of, or on this day if that is later."""
        told = [getattr(command, name) for name in ACT_DAYS if hasattr(command, name)]
        if self.registry.mode != "live" and told and max(told) > self.today():
            self.advance(max(told))
        return self.client.send(caller, command, key)

    def ask_ahead(self, caller: Caller, command: object) -> Any:
        """Ask without waiting for the day that the command tells of."""
        return self.client.send(caller, command).result

    def today(self) -> date:
        with self.reading() as session:
            stamp = instance.read(session)
        assert stamp is not None
        assert stamp.day is not None
        return stamp.day

    def ask(self, caller: Caller, command: object) -> Any:
        return self.send(caller, command).result

    def advance(self, day: date) -> None:
        """Move the registry's day forward."""
        with self.registry.transaction() as (session, _):
            stamp = instance.read(session)
            assert stamp is not None
            instance.advance(session, stamp, day)

    def assessment_tells(self, *events: Any) -> None:
        """Let assessment commit these events, and carry them."""
        with self.assessment.transaction() as (_, make):
            work = make(self.assessment.system())
            for event in events:
                work.record(event)
        self.bus.pump()

    def told(self, kind: str = "") -> list[Any]:
        """Return the events of the registry's log, of one kind such as `plaque.granted`."""
        found = self.registry.events_after(0, 1000)["events"]
        return [
            load(EVENTS[entry["type"]].cls, entry["data"])
            for entry in found
            if entry["type"].startswith(kind)
        ]

    def effective(self, kind: str) -> list[str]:
        found = self.registry.events_after(0, 1000, kind)["events"]
        return [entry["effectiveon"] for entry in found]

    def reading(self) -> Any:
        return self.registry.database.reading()

    def rows(self, table: type) -> list[Any]:
        with self.reading() as session:
            return list(session.scalars(select(table)))

    def parked(self) -> list[dead_letters.Parked]:
        with self.reading() as session:
            return dead_letters.listed(session)

    def log_text(self) -> str:
        return json.dumps(self.registry.events_after(0, 1000), ensure_ascii=False)

    def access_log(self) -> list[Any]:
        with self.reading() as session:
            return list(session.execute(select(records.access_log)))


def a_credit_code(number: int = 301661318) -> str:
    body = f"51510500{number:09d}"
    return body + uscc.calc_check_digit(body)


def a_person(name: str = "张三", number: str = "510502199001010018") -> PersonEntry:
    return PersonEntry(name=name, document_type="resident_identity_card", document_number=number)


def a_document(kind: str, *, seen: bool = False, paper: bytes = b"") -> DocumentEntry:
    return DocumentEntry(
        kind=kind,
        sha256=hashlib.sha256(paper or PAPER_FILES[0]).hexdigest(),
        media_type="application/pdf",
        original_inspected_by="P-dept-1" if seen else None,
        original_inspected_on=DAY if seen else None,
    )


PAPER_FILES = (b"%PDF-1.4 one paper for all", b"%PDF-1.4 another paper")
PAPERS = (
    a_document("application_form"),
    a_document("legal_person_certificate", seen=True),
    a_document("success_case"),
)


def an_officer(name: str, number: str) -> OfficerEntry:
    return OfficerEntry(**asdict(a_person(name, number)), appointed_on=DAY)


def an_application(**changes: Any) -> SubmitApplication:
    values: dict[str, Any] = {
        "host_name": "成都泸州商会",
        "host_kind": "chamber_abroad",
        "credit_code": a_credit_code(),
        "city_code": "510104",
        "guiding_department": "industry_federation",
        "channel": "guiding_department",
        "head": a_person(),
        "head_is_legal_representative": True,
        "liaison_officers": (an_officer("李四", "510502199202020028"),),
        "full_time_staff": 2,
        "premises": "an office of 80 square metres",
        "online_channels": "an account with many readers",
        "local_resources": "ties to three universities",
        "event_capacity": "four fairs a year",
        "documents": PAPERS,
        "submitted_on": DAY,
    }
    return SubmitApplication(**{**values, **changes})


def met(*conditions: str) -> tuple[ConditionAnswer, ...]:
    return tuple(
        ConditionAnswer(condition=c, outcome="met", reason="seen on site")  # type: ignore[arg-type]
        for c in conditions
    )


ALL_MET = met("5(1)", "5(2)", "5(3)", "5(4)", "5(5)", "5(6)")


def a_check(code: str, **changes: Any) -> CheckEligibility:
    values: dict[str, Any] = {"application_code": code, "answers": ALL_MET, "checked_on": DAY}
    return CheckEligibility(**{**values, **changes})


def a_review(code: str, side: str, **changes: Any) -> SubmitReview:
    values = {"side": side, "outcome": "passed", "opinion": "good", "has_conflict": False}
    return SubmitReview(**{"application_code": code, "reviewed_on": DAY, **values, **changes})


def a_leading_group_decision(code: str, **changes: Any) -> RecordLeadingGroupDecision:
    values: dict[str, Any] = {
        "application_code": code,
        "outcome": "passed",
        "document_no": "纪要1号",
        "decided_on": DAY,
        "opinion": "",
    }
    return RecordLeadingGroupDecision(**{**values, **changes})


def an_approval(code: str, **changes: Any) -> RecordGovernmentApproval:
    values: dict[str, Any] = {
        "application_code": code,
        "approval_no": "泸府函〔2018〕10号",
        "plaque_no": "泸驻才〔2018〕1号",
        "plaque_granted_on": date(2018, 4, 10),
    }
    return RecordGovernmentApproval(**{**values, **changes})


def forwarded(system: System, caller: Caller = HOST, **changes: Any) -> str:
    """Bring an application to the talent office and return its code."""
    code = str(system.ask(caller, an_application(**changes))["application_code"])
    by = SECTOR if caller is SECTOR else DEPARTMENT
    system.ask(by, ForwardApplication(application_code=code, opinion="good", forwarded_on=DAY))
    return code


def complete(system: System, **changes: Any) -> str:
    code = forwarded(system, **changes)
    assert system.ask(OFFICE, a_check(code))["outcome"] == "passed"
    return code
