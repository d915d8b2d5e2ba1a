"""Run a database driver under eventlet as its parts come, or as the kit sets them up.

python stock_storage.py sqlite <file> stock|kit      prints what two writers said
python stock_storage.py psycopg <url>                prints how often the hub ran during a query
"""

from __future__ import annotations

import sys
import warnings

warnings.simplefilter("ignore")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import sqlite3  # noqa: E402
from collections.abc import Callable  # noqa: E402

import psycopg  # noqa: E402
from sqlalchemy import text  # noqa: E402

from liaison_kit.store.database import Database  # noqa: E402

WAIT_SECONDS = 0.3


def stock_write(path: str, pause: float) -> None:
    """Write as any program does: the driver waits a little, and gives up."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO told VALUES (1)")
    eventlet.sleep(pause)  # a publish or a call inside the transaction
    connection.execute("COMMIT")


def kit_write(database: Database, pause: float) -> None:
    """Write through the kit, with the same pause inside the transaction."""
    with database.writing() as session:
        session.execute(text("INSERT INTO told VALUES (1)"))
        eventlet.sleep(pause)


def two_writers(write: Callable[[float], None]) -> list[str]:
    """Let a writer that yields and a quick one run at the same time; return what each said."""

    def one(pause: float) -> str:
        try:
            write(pause)
        except sqlite3.OperationalError as error:
            return str(error)
        return "written"

    return [
        thread.wait() for thread in [eventlet.spawn(one, 3 * WAIT_SECONDS), eventlet.spawn(one, 0)]
    ]


def turns_during_a_query(url: str) -> int:
    """Count how often another green thread runs while a query waits in the server."""
    connection, running, turns = psycopg.connect(url), [True], [0]

    def turn() -> None:
        while running:
            turns[0] += 1
            eventlet.sleep(0.005)

    thread = eventlet.spawn(turn)
    eventlet.sleep(0)
    before = turns[0]
    connection.execute("SELECT pg_sleep(0.5)")
    during = turns[0] - before
    running.clear()
    thread.wait()
    return during


if __name__ == "__main__":
    if sys.argv[1] == "psycopg":
        print(turns_during_a_query(sys.argv[2]))
    else:
        sqlite3.connect(sys.argv[2]).execute("CREATE TABLE IF NOT EXISTS told (number)")
        if sys.argv[3] == "kit":
            system = Database(f"sqlite:///{sys.argv[2]}")
            print(two_writers(lambda pause: kit_write(system, pause)))
        else:
            print(two_writers(lambda pause: stock_write(sys.argv[2], pause)))
