"""Whatever is done to the ledger's rows, `verify` names the place, also with all hashes mended.

An intruder with every right on the database can make the chain fit again. What gives them away is
the event log, and the checkpoints that outsiders keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_incentives.tables import LedgerCheckpoint, LedgerEntry, LedgerHead
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.ledger.chain import FIRST_HASH, link, own_hash
from liaison_incentives.vault import TalentVault
from liaison_kit.store import records
from tests.integration.incentives.system import System

LINES = LedgerEntry.__table__
LOG = records.event_log


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give a system of three days, each with payments and a checkpoint: 18 lines."""
    folder = tmp_path_factory.mktemp("system")
    found = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
    found.extend()
    for day, code in enumerate(("LZ-001", "LZ-002", "LZ-003"), start=1):
        found.on(f"2018-01-0{day}")
        found.station(code, f"2018-01-0{day}")
        found.end(f"2018-01-0{day}")
        found.pay_all(f"2018-01-0{day}")
    found.end("2018-01-04")
    yield found
    found.close()


@pytest.fixture(scope="module")
def held(system: System) -> list[str]:
    """Give the checkpoints that finance keeps: they came with each day's total."""
    return [told["checkpoint"] for told in system.told("payout.day_closed")]


class Intruder:
    """Change rows as somebody could who has every right on the database."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def rows(self) -> list[dict[str, Any]]:
        found = self.session.execute(select(LINES).order_by(LINES.c.entry_no))
        return [dict(row._mapping) for row in found]

    def write(self, rows: list[dict[str, Any]], mend: bool) -> None:
        """Put the lines back, by their numbers or, mended, numbered and chained anew."""
        last = FIRST_HASH
        if mend:
            for number, row in enumerate(rows, start=1):
                row["entry_no"], row["previous_hash"] = number, last
                row["posting_no"] = number - (number - 1) % 2
                row["row_hash"] = last = link(last, own_hash(row))
            head = {"entry_no": len(rows), "row_hash": last}
            self.session.execute(update(LedgerHead).values(**head))
        self.session.execute(delete(LINES))
        self.session.execute(insert(LINES), rows)


@contextmanager
def tampered(system: System) -> Iterator[Intruder]:
    """Let an intruder in, and undo it all afterwards."""
    database = system.runtimes["incentives"].database
    with Session(database.engine) as session:
        yield Intruder(session)
        session.rollback()


def faults(intruder: Intruder, system: System, held: list[str] | None = None) -> list[str]:
    public_key = system.runtimes["incentives"].context.vault.public_key
    return list(ledger.verify(intruder.session, public_key, held or []).faults)


def edit(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows[2]["debit_fen"] = rows[3]["credit_fen"] = 1
    return rows


def put_in(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows + [
        {**row, "event_id": "made-up", "entry_no": 100 + n} for n, row in enumerate(rows[:2])
    ]


def take_out(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[:2] + rows[4:]


def move(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    moved = rows[:6] + rows[12:14] + rows[6:12] + rows[14:]
    return [{**row, "entry_no": number} for number, row in enumerate(moved, start=1)]


def cut(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[:14]


ROUGH: dict[Callable[..., Any], str] = {
    edit: "line 3 was edited: what it says does not give its hash",
    put_in: "lines 19 to 99 are missing: taken out of the ledger",
    take_out: "lines 3 to 4 are missing: taken out of the ledger",
    move: "line 7 was edited: what it says does not give its hash",
    cut: "the lines end at 14",
}
MENDED: dict[Callable[..., Any], str] = {
    edit: "lines 3 and 4 say requested 0.01 for base_grant.LZ-001.2018",
    put_in: "lines 19 and 20 were put in: no event of the log asks for them",
    take_out: "after line 2, lines are taken out: event",
    move: "lines 9 and 10 were moved: event",
    cut: "after line 14, lines are cut off: event",
}


def test_the_untouched_ledger_holds_and_fits_what_finance_kept(
    system: System, held: list[str]
) -> None:
    with tampered(system) as intruder:
        assert len(intruder.rows()) == 18
        assert len(held) == 4
        assert faults(intruder, system, held) == []


@pytest.mark.parametrize("what", ROUGH, ids=lambda act: act.__name__)
def test_a_rough_hand_breaks_the_chain_at_a_named_line(system: System, what: Any) -> None:
    with tampered(system) as intruder:
        intruder.write(what(intruder.rows()), mend=False)
        assert any(ROUGH[what] in fault for fault in faults(intruder, system))


@pytest.mark.parametrize("what", MENDED, ids=lambda act: act.__name__)
def test_with_all_hashes_mended_the_event_log_names_the_lines(system: System, what: Any) -> None:
    with tampered(system) as intruder:
        intruder.session.execute(delete(LedgerCheckpoint))
        intruder.write(what(intruder.rows()), mend=True)
        found = faults(intruder, system)
        assert not any("edited" in fault or "follow" in fault for fault in found)
        assert any(MENDED[what] in fault for fault in found), found


@pytest.mark.parametrize("what", [edit, take_out, move, cut], ids=lambda act: act.__name__)
def test_with_all_hashes_mended_a_kept_checkpoint_bounds_the_place(
    system: System, held: list[str], what: Any
) -> None:
    with tampered(system) as intruder:
        intruder.session.execute(delete(LedgerCheckpoint))
        intruder.write(what(intruder.rows()), mend=True)
        found = faults(intruder, system, held)
        assert any("is not among those kept here any more" in fault for fault in found)
        assert any("does not fit" in fault or "cut off: checkpoint" in fault for fault in found)


def test_with_ledger_and_log_both_rewritten_only_the_kept_checkpoint_tells(
    system: System, held: list[str]
) -> None:
    with tampered(system) as intruder:
        rows = intruder.rows()
        position = select(LOG.c.position).where(LOG.c.id == rows[14]["event_id"])
        since = intruder.session.execute(position).scalar()
        intruder.session.execute(delete(LOG).where(LOG.c.position >= since))
        intruder.session.execute(delete(LedgerCheckpoint))
        intruder.write(cut(rows), mend=True)
        unaided = [fault for fault in faults(intruder, system) if "line" in fault]
        assert unaided == []
        assert any(
            "lines 15 to 18 are cut off" in fault for fault in faults(intruder, system, held)
        )


def test_a_checkpoint_that_was_edited_or_taken_out_shows(system: System, held: list[str]) -> None:
    with tampered(system) as intruder:
        row = intruder.session.scalars(select(LedgerCheckpoint)).first()
        assert row is not None
        row.signed = row.signed.replace(" 2 ", " 4 ", 1)
        intruder.session.flush()
        assert (
            "checkpoint 1 is not one of this ledger: its signature does not hold: it was "
            "edited" in faults(intruder, system)
        )
    with tampered(system) as intruder:
        first = LedgerCheckpoint.checkpoint_no == 1
        intruder.session.execute(delete(LedgerCheckpoint).where(first))
        assert "checkpoint 1 is missing: taken out" in faults(intruder, system)


def test_a_checkpoint_of_another_key_is_not_believed(system: System, held: list[str]) -> None:
    stranger = TalentVault(b"x" * 32).public_key
    with tampered(system) as intruder:
        found = ledger.verify(intruder.session, stranger).faults
    assert any("it is signed with another key" in fault for fault in found)


def test_an_hour_without_money_signs_nothing_new(system: System) -> None:
    runtime = system.runtimes["incentives"]
    with runtime.database.reading() as session:
        before = session.scalars(select(LedgerCheckpoint.checkpoint_no)).all()
    runtime.pass_hour()
    with runtime.database.reading() as session:
        assert session.scalars(select(LedgerCheckpoint.checkpoint_no)).all() == before
