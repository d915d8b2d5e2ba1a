"""Rows that were written before a migration are there after it, in the form of today.

Only PostgreSQL is migrated: a database of SQLite is created from the tables of the code.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from alembic import command
from sqlalchemy import MetaData, Table, insert, select, text

from liaison_contracts.reasons import Reason
from liaison_incentives.policy.finance.bank_lines import normalised
from liaison_kit.migrations import histories_of, upgrade
from liaison_kit.store.database import Database

DAY = date(2018, 5, 4)


class Past:
    """Hold a service's database as it was at one version of its tables."""

    def __init__(self, service, version, url):
        self.database = Database(url)
        definition = import_module(f"liaison_{service}.definition").DEFINITION
        self.kit, self.own = histories_of(definition)
        self.engine = self.database.engine
        upgrade(self.kit, self.engine)
        with self.engine.begin() as connection:
            command.upgrade(self.own.config(connection), version)

    def write(self, name, **values):
        """Add a row; columns that the test does not name get a value of their type."""
        with self.engine.begin() as connection:
            table = Table(name, MetaData(), autoload_with=connection)
            connection.execute(insert(table).values(filled(table) | values))

    def come_forward(self):
        """Migrate to the newest version."""
        upgrade(self.own, self.engine)

    def go_back(self, version):
        """Migrate back to a version."""
        with self.engine.begin() as connection:
            command.downgrade(self.own.config(connection), version)

    def rows(self, name):
        """Return all rows of a table as dicts."""
        with self.engine.begin() as connection:
            table = Table(name, MetaData(), autoload_with=connection)
            return [dict(row) for row in connection.execute(select(table)).mappings()]


def filled(table):
    made = {int: 0, str: "", date: DAY, bool: False, object: {}}  # JSON is an object
    columns = (c for c in table.columns if not c.nullable and c.server_default is None)
    return {column.name: made[column.type.python_type] for column in columns}


@pytest.fixture
def at(postgres_database):
    opened = []

    def past(service, version):
        opened.append(Past(service, version, postgres_database()))
        # a row is about nothing but its own table here: keys into other tables are left out
        with opened[-1].engine.begin() as connection:
            for table, name in connection.execute(text(KEYS)).all():
                connection.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'))
        return opened[-1]

    yield past
    for one in opened:
        one.database.close()


KEYS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'"


def test_the_sentence_of_a_condition_becomes_a_reason_in_words(at):
    registry = at("registry", "0005")
    sentence = 'The host said "两年" — 90% of it, and \\ more.'
    told = {"application_code": "A-1", "condition": "5(1)", "reason": sentence}
    registry.write("application_condition", **told)
    registry.come_forward()
    [row] = registry.rows("application_condition")
    reason = Reason(**row["reason"])
    assert (reason.code, reason.article) == ("in_words", "5(1)")
    assert reason.values["fact"] == sentence
    registry.go_back("0005")
    assert [row["reason"] for row in registry.rows("application_condition")] == [sentence]


def test_steps_of_before_get_codes_of_their_own(at):
    registry = at("registry", "0006")
    for number, act in enumerate(("submit", "approve", "reject"), 1):
        registry.write("application_act", application_code="A-1", number=number, act=act)
    registry.come_forward()
    acts = [row["act"] for row in registry.rows("application_act")]
    assert sorted(acts) == ["deliberation", "reject", "submission"]


def test_ties_that_cannot_be_hashed_again_stop_the_migration(at):
    registry = at("registry", "0006")
    registry.write("tie", owner="person", owner_ref="P-1", kind="legal_person", token="t")
    with pytest.raises(RuntimeError, match="1 ties of the kind legal_person"):
        registry.come_forward()


def test_a_defence_of_before_is_in_the_table_of_defences(at):
    registry = at("registry", "0007")
    registry.write("statement", case_code="C-1", number=1, statement="We were ill.")
    registry.write("revocation_case", case_code="C-1", statement_until=DAY)
    registry.come_forward()
    [row] = registry.rows("defence")
    assert (row["case_code"], row["defence"]) == ("C-1", "We were ill.")
    assert [row["defence_until"] for row in registry.rows("revocation_case")] == [DAY]


def test_a_defence_against_a_finding_is_in_the_table_of_defences(at):
    assessment = at("assessment", "0007")
    assessment.write("finding_statements", finding_code="F-1", number=1, text="It was real.")
    assessment.come_forward()
    [row] = assessment.rows("finding_defences")
    assert (row["finding_code"], row["text"]) == ("F-1", "It was real.")


def test_lines_of_a_bank_statement_are_in_the_table_of_bank_statements(at):
    incentives = at("incentives", "0009")
    incentives.write("statement", statement_code="BS-1", lines=1, total_fen=5)
    incentives.write("statement_line", statement_code="BS-1", line_no=1, amount_fen=5)
    incentives.come_forward()
    assert [row["total_fen"] for row in incentives.rows("bank_statement")] == [5]
    assert [row["amount_fen"] for row in incentives.rows("bank_statement_line")] == [5]


def test_a_bank_statement_of_before_counts_and_its_references_are_normalised(at):
    incentives = at("incentives", "0010")
    incentives.write("bank_statement", statement_code="BS-2", sha256="2", imported_on=DAY)
    incentives.write("bank_statement", statement_code="BS-1", sha256="1", imported_on=DAY)
    written = (" 1AA25F50-F507-5383-AF4A-D25E4F34C834", "cb-1aa25f50-f507-5383-af4a-d25e4f34c834 ")
    for number, reference in enumerate((*written, "２０１８ 02"), start=1):
        incentives.write(
            "bank_statement_line", statement_code="BS-1", line_no=number, reference=reference
        )
    incentives.come_forward()
    rows = {row["statement_code"]: row for row in incentives.rows("bank_statement")}
    assert [(rows[f"BS-{n}"]["import_no"], rows[f"BS-{n}"]["state"]) for n in (1, 2)] == [
        (1, "counted"),
        (2, "counted"),
    ]
    for row in incentives.rows("bank_statement_line"):
        assert row["reference_key"] == normalised(row["reference"])


def test_a_payout_of_before_was_asked_for_on_its_own_day(at):
    incentives = at("incentives", "0002")
    incentives.write("payout", payout_id="P-1", requested_on=DAY)
    incentives.come_forward()
    assert [(row["asked_on"], row["reminders"]) for row in incentives.rows("payout")] == [(DAY, 0)]


def test_a_recruitment_of_before_is_of_one_person_who_is_claimed(at):
    incentives = at("incentives", "0004")
    incentives.write("recruitment", recruitment_code="R-1", talent_ref="T-1")
    incentives.come_forward()
    assert [row["member_refs"] for row in incentives.rows("recruitment")] == [[]]
    claimed = {"recruitment_code": "R-1", "talent_ref": "T-1"}
    assert incentives.rows("claimed_talent") == [claimed]


@pytest.mark.parametrize(
    ("service", "version", "table"),
    [
        ("registry", "0004", "calendar_day"),
        ("assessment", "0006", "office_days"),
        ("incentives", "0008", "office_day"),
    ],
)
def test_days_of_the_office_are_in_the_calendar_of_every_service(service, version, table, at):
    past = at(service, version)
    past.write(table, on_day=DAY, is_working_day=True)
    past.come_forward()
    [row] = past.rows("calendar_days")
    assert (row["on_day"], row["is_working_day"]) == (DAY, True)
