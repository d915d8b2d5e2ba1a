"""Many rows go in as they are, on both databases: on PostgreSQL by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, Date, Integer, MetaData, String, Table, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from liaison_kit.store.bulk import insert_many
from liaison_kit.store.database import Database

metadata = MetaData()
things = Table(
    "things",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("order", Text, nullable=False),
    Column("told_on", Date),
    Column("data", JSON, nullable=False),
    Column("state", String(10), nullable=False, server_default="new"),
)
TEXTS = ("", "泸州", 'it\'s "so"', "a\\b\n\tc", "null", "{}", "😀")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'things.sqlite'}"
    else:
        make: Callable[[], str] = request.getfixturevalue("postgres_database")
        url = make()
    found = Database(url)
    metadata.create_all(found.engine)
    yield found
    found.close()


def test_every_value_comes_back_as_it_was_given(database: Database) -> None:
    rows = [
        {
            "number": number,
            "order": text,
            "told_on": date(2018, 4, 10) if number % 2 else None,
            "data": {"text": text, "list": [1, None, True]},
        }
        for number, text in enumerate(TEXTS)
    ]
    with database.writing() as session:
        insert_many(session, things, rows)
    with database.reading() as session:
        found = [dict(row) for row in session.execute(select(things)).mappings()]
    assert found == [{**row, "state": "new"} for row in rows]


def test_many_rows_go_in_order_and_none_is_no_statement(database: Database) -> None:
    count = 2001
    rows = [{"number": number, "order": str(number), "data": []} for number in range(count)]
    with database.writing() as session:
        insert_many(session, things, [])
        insert_many(session, things, rows)
        assert list(session.scalars(select(things.c.number).order_by(things.c.number))) == list(
            range(count)
        )


def test_a_double_key_leaves_nothing(database: Database) -> None:
    row = {"number": 1, "order": "", "data": []}
    with pytest.raises(IntegrityError), database.writing() as session:
        insert_many(session, things, [row, row])
    with database.reading() as session:
        assert session.scalars(select(things.c.number)).all() == []


def test_an_insert_that_says_more_than_values_is_executed_as_it_is_written(
    database: Database,
) -> None:
    rows = [{"number": number, "order": "", "data": []} for number in (1, 2, 1)]
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[database.engine.dialect.name]
    with database.writing() as session:
        session.execute(dialect.insert(things).on_conflict_do_nothing(), rows)
    with database.reading() as session:
        assert sorted(session.scalars(select(things.c.number))) == [1, 2]
