"""How long it takes to compare a panel with all hosts on record (Article 7)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import psycopg
from sqlalchemy import insert

from liaison_contracts.registry import FindConflicts
from liaison_registry.policy.conflicts import KINDS
from liaison_registry.tables import TieRow
from tests.bench.report import Figure, Report, Row, Target
from tests.integration.registry.system import OFFICE, System

RUNS, HOSTS, PANEL, TIED_EACH = 20, 10_000, 7, 3
BARE = (
    "SELECT mine.owner_ref, other.owner_ref, mine.kind FROM tie mine JOIN tie other "
    "ON other.token = mine.token AND other.kind = mine.kind AND other.owner = 'host' "
    "WHERE mine.owner = 'reviewer'"
)


def ties(hosts: int) -> Iterator[dict[str, str]]:
    """Give each host one tie of each kind, and each reviewer those of three hosts."""
    for number in range(hosts):
        for kind in KINDS:
            yield _tie("host", f"HOST-{number}", kind, number)
    for reviewer in range(PANEL):
        for number in range(TIED_EACH):
            for kind in KINDS:
                yield _tie("reviewer", f"R-{reviewer}", kind, reviewer * TIED_EACH + number)


def _tie(owner: str, ref: str, kind: str, number: int) -> dict[str, str]:
    return {"owner": owner, "owner_ref": ref, "kind": kind, "token": f"{number:032x}"}


def test_a_panel_is_compared_with_all_hosts(
    postgres_database: Callable[[], str], report: Report, sized: Callable[[int], int]
) -> None:
    """Ask through the whole service, signed and checked, on PostgreSQL."""
    hosts, urls = sized(HOSTS), {}
    system = System(lambda service: urls.setdefault(service, str(postgres_database())))
    with system.registry.database.writing() as session:
        session.execute(insert(TieRow), list(ties(hosts)))
    ask = FindConflicts(person_refs=tuple(f"R-{number}" for number in range(PANEL)))
    taken, bare = [], []
    plain = urls["registry"].replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("ANALYZE tie")
        for _ in range(RUNS):
            start = time.perf_counter()
            found = system.ask(OFFICE, ask)
            taken.append(1000 * (time.perf_counter() - start))
            assert found["hosts_compared"] == hosts
            assert len(found["conflicts"]) == min(PANEL * TIED_EACH, hosts)
            start = time.perf_counter()
            connection.execute(BARE).fetchall()
            bare.append(1000 * (time.perf_counter() - start))
    system.close()
    what = f"conflict check of a panel of {PANEL} against {hosts:,} hosts"
    told = f"the same join by psycopg: {Figure('ms', bare).shown()}"
    report.add(Row("14", what, Figure("ms", taken), Target(at_most=1000), told))
