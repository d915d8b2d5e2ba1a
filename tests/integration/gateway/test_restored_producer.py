"""A producer comes back from a backup: the read model drops what that does not know any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from liaison_gateway.model.rebuild import rebuild
from liaison_gateway.model.tables import events
from liaison_gateway.start.consumer import SERVICE
from liaison_kit.claims import Verifier
from liaison_kit.log import event_log, operator_actions
from liaison_kit.runtime import Runtime
from liaison_kit.start import runtime_of
from liaison_kit.store import records
from tests.integration.gateway.system import System


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    found = System(tmp_path)
    yield found
    found.close()


def cut(runtime: Runtime, position: int) -> None:
    """Leave of a log what an older backup has of it."""
    with runtime.database.writing() as session:
        session.execute(delete(records.event_log).where(records.event_log.c.position > position))
        head = update(records.log_head).where(records.log_head.c.name == "log")
        session.execute(head.values(position=position))


def heard(system: System) -> list[tuple[int, str]]:
    """Return what is kept of registry's stations, by position."""
    query = select(events.c.position, events.c.subject).where(events.c.service == "registry")
    with system.instance.gateway.database.reading() as session:
        rows = session.execute(query.order_by(events.c.position)).all()
    return [(row.position, row.subject) for row in rows]


def test_the_read_model_follows_a_restored_log_and_is_folded_anew(system: System) -> None:
    views, registry = system.instance.gateway.database, system.instance.runtimes["registry"]
    gateway = runtime_of(SERVICE, views, "demo", None, Verifier([]))
    system.add_station("LZ-101")
    with registry.database.reading() as session:
        backup = event_log.head(session)
    system.add_station("LZ-102")
    before = heard(system)
    assert before[-1][0] > backup
    cut(registry, backup)
    turn = operator_actions.mark_restored(registry, "P-ops", "the disk broke")
    system.add_station("LZ-103")
    assert heard(system) == before, "the feed stands"
    operator_actions.resume_feed(gateway, "registry", "P-ops", "looked at it", turn)
    system.add_station("LZ-104")
    rebuild(views)
    told = [position for position, _ in heard(system)]
    assert told == list(range(1, len(told) + 1))
    codes = {row["station_code"] for row in system.rows("stations", limit=100)}
    assert {"LZ-101", "LZ-103", "LZ-104"} <= codes
    assert "LZ-102" not in codes
