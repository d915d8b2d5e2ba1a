"""A file that any command or event names is never swept, whichever service keeps the name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from liaison_contracts.message import COMMANDS, EVENTS
from liaison_contracts.publish.schemas import body_of
from liaison_gateway.exchange.files import file_store
from liaison_gateway.exchange.files.tables import file_uses
from tests.contract.samples import sample
from tests.integration.gateway.system import System, shown

FILE_FIELDS = {"documents", "vouchers", "files", "evidence_sha256", "vouchers_sha256"}
NAMING_COMMANDS = {
    "assessment.record_duties",
    "assessment.record_finding_defence",
    "assessment.submit_self_assessment",
    "incentives.report_recruitment",
    "incentives.settle_special_event",
    "incentives.submit_spending",
    "registry.amend_application",
    "registry.open_revocation_case",
    "registry.record_incident",
    "registry.record_site_visit",
    "registry.record_defence",
    "registry.report_change",
    "registry.save_draft",
    "registry.submit_application",
    "registry.submit_change_evaluation",
}
NAMING_EVENTS = {
    "application.amended.v1",
    "application.draft_saved.v1",
    "application.submitted.v1",
    "change.evaluated.v1",
    "change.reported.v1",
    "duty.recorded.v1",
    "special_event.settled.v1",
    "finding.defence_recorded.v1",
    "incident.recorded.v1",
    "recruitment.reported.v1",
    "revocation_case.opened.v1",
    "self_assessment.submitted.v1",
    "site_visit.recorded.v1",
    "spending.submitted.v1",
    "defence.recorded.v1",
}


def bodies(kinds: Any) -> dict[str, Any]:
    return {name: sample(body_of(kind.cls, tolerant=False)) for name, kind in kinds.items()}


def names_files(body: Any) -> bool:
    if isinstance(body, dict):
        return any(name in FILE_FIELDS or names_files(value) for name, value in body.items())
    return isinstance(body, list) and any(map(names_files, body))


def naming(kinds: Any) -> dict[str, Any]:
    return {name: body for name, body in bodies(kinds).items() if names_files(body)}


def with_file(body: Any, sha256: str, field: str = "") -> Any:
    """Return a body in which every hash is that of a file."""
    if isinstance(body, dict):
        return {name: with_file(value, sha256, name) for name, value in body.items()}
    if isinstance(body, list):
        return [with_file(value, sha256, field) for value in body]
    return sha256 if field.endswith("sha256") else body


def stays(system: System, sha256: str) -> bool:
    """Tell whether a file that is long there outlives a sweep."""
    blobs = system.instance.gateway.blobs
    os.utime(blobs._folder / sha256[:2] / sha256, (1000, 1000))
    file_store.sweep(
        system.instance.gateway.database, blobs, datetime.now(UTC) - timedelta(days=30)
    )
    return bool(blobs.has(sha256))


def upload(system: System, content: bytes = b"one file") -> str:
    headers = {**system.sign("verifies"), "Content-Type": "application/octet-stream"}
    answer = system.browser.post("/v1/files", data=content, headers=headers)
    assert answer.status_code == 201, shown(answer)
    return str(answer.json["data"]["sha256"])


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give a system with one station."""
    found = System(Path(tmp_path_factory.mktemp("named")) / "instance")
    found.add_station("LZ-001")
    yield found
    found.close()


def test_what_names_files_is_known() -> None:
    assert set(naming(COMMANDS)) == NAMING_COMMANDS
    assert set(naming(EVENTS)) == NAMING_EVENTS


@pytest.mark.parametrize("name", sorted(NAMING_COMMANDS | NAMING_EVENTS))
def test_a_file_that_is_named_stays(filed: System, name: str) -> None:
    sha256, database = upload(filed), filed.instance.gateway.database
    body = with_file(naming({**COMMANDS, **EVENTS})[name], sha256)
    with database.writing() as session:
        session.execute(delete(file_uses))
        file_store.note_uses(session, body, "station/LZ-001")
    assert stays(filed, sha256)


def test_a_file_that_nothing_names_goes(filed: System) -> None:
    assert not stays(filed, upload(filed, b"nobody asks for this"))


def test_the_event_of_an_incident_names_its_papers(filed: System) -> None:
    sha256 = upload(filed, b"a notice")
    body = {
        "occurred_on": "2018-03-01",
        "description": "sold places on a tour",
        "liability_notice_no": "N-4",
        "liability_notice_on": "2018-03-01",
        "documents": [{"kind": "notice", "sha256": sha256, "media_type": "text/plain"}],
    }
    answer = filed.post("verifies", "/v1/stations/LZ-001/incidents", body)
    assert answer.status_code == 201, shown(answer)
    filed.instance.bus.pump()
    with filed.instance.gateway.database.reading() as session:
        told = select(file_uses.c.subject).where(file_uses.c.sha256 == sha256)
        assert set(session.scalars(told)) == {"", "station/LZ-001"}
    assert stays(filed, sha256)


def test_a_file_is_noted_before_anybody_knows_what_became_of_the_command(filed: System) -> None:
    sha256 = upload(filed, b"lost answer")
    body = {
        "occurred_on": "2018-03-01",
        "description": "a tour",
        "liability_notice_no": "N-5",
        "liability_notice_on": "2018-03-01",
        "documents": [{"kind": "notice", "sha256": sha256, "media_type": "text/plain"}],
    }
    assert filed.post("verifies", "/v1/stations/LZ-404/incidents", body).status_code == 404
    assert stays(filed, sha256)
