"""Run a demo city on RabbitMQ and PostgreSQL, and watch its processes."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from deploy.local.city import creation, sign_ins
from deploy.local.city.web_server import listen
from deploy.local.environment.programs import MissingProgram
from deploy.local.servers import MODE, folders
from deploy.local.servers.cluster import Cluster, DidNotStart
from liaison_gateway.access.accounts import Issued
from liaison_gateway.access.built_in_accounts import (
    people,
    seed,
    station_people,
)
from liaison_kit.store.database import Database
from liaison_yearbook.book.reader import read_book

LOOK_SECONDS = 1.0
MOST_RESTARTS = 5
WITHIN_SECONDS = 60.0


def run_cluster(place: Path, port: int, environ: Mapping[str, str]) -> int:
    """Start everything, create the city if there is none, and watch until Ctrl-C or SIGTERM.

    Returns 0 then, and 1 if a process does not stay up.
    """
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    listener = listen(port)
    free = listener.getsockname()[1]
    listener.close()
    try:
        with Cluster(place, read_book(creation.BOOK).since, port=free, environ=environ) as cluster:
            return _run(cluster, place, ended)
    except (DidNotStart, MissingProgram) as error:
        print(error, file=sys.stderr)
        return 1


def _run(cluster: Cluster, place: Path, ended: threading.Event) -> int:
    is_whole = (place / sign_ins.FILE_NAME).exists()
    cluster.prepare(from_scratch=not is_whole)
    cluster.start()
    if not is_whole and not ended.is_set():
        creation.announce()
        sign_ins.save(place, make(cluster))
    welcome = sign_ins.table(sign_ins.load(place))
    print(f"{welcome}\n\nThe demo city is at {cluster.address}, a process a service.")
    print(f"Logs and sign-ins are in {place}. Ctrl-C stops it.", flush=True)
    return watch(cluster, ended)


def make(cluster: Cluster) -> list[sign_ins.SignIn]:
    """Create accounts and replay the year book over HTTP; return the sign-ins."""
    issued = create_accounts(cluster, with_passwords=True)
    with creation.http_of(None, cluster.address) as http:
        creation.play_years(http, issued, read_book(creation.BOOK))
    for code in creation.SHOWN_STATIONS:
        issued += create_accounts(cluster, code, with_passwords=True)
    return sign_ins.sign_ins_of(issued)


def create_accounts(
    cluster: Cluster, station_code: str = "", *, with_passwords: bool
) -> list[Issued]:
    """Make the built-in accounts, or those of a station."""
    database = Database(cluster.access["gateway"].runtime_url, pool_size=1)
    try:
        cast = station_people(station_code) if station_code else people()
        return seed(database, MODE, cast, passwords=with_passwords)
    finally:
        database.close()


def watch(cluster: Cluster, ended: threading.Event) -> int:
    """Restart processes that end, until it is stopped or they end too often."""
    deaths: deque[float] = deque()
    while not ended.wait(LOOK_SECONDS):
        for name in cluster.names:
            if cluster.is_alive(name):
                continue
            deaths.append(time.monotonic())
            said = folders.tail(cluster.log_of(name))
            print(f"{name} ended and is restarted. Its last lines:\n{said}", file=sys.stderr)
            while deaths and deaths[0] < time.monotonic() - WITHIN_SECONDS:
                deaths.popleft()
            if len(deaths) > MOST_RESTARTS:
                print("Processes end too often. Everything is stopped.", file=sys.stderr)
                return 1
            cluster.start_one(name)
    return 0
