"""Create a demo city: make accounts, replay the first year book, and extend the trial."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import httpx

from deploy.local.city import sign_ins
from deploy.local.servers import MODE
from liaison_gateway.access.accounts import Issued
from liaison_gateway.access.built_in_accounts import seed, station_people
from liaison_gateway.start.embedded import build_embedded
from liaison_yearbook.book.reader import Book, read_book
from liaison_yearbook.client import Api, Credential
from liaison_yearbook.replay.player import Player

BOOK = Path(__file__).parent / "data" / "yearbook-first"
SHOWN_STATIONS = ("LZ-001", "LZ-005")
"""Stations whose people can sign in: one per guiding department."""
FICTITIOUS = "虚构〔演示〕1号 FICTITIOUS"
YEARS_MORE = 10


def make_embedded(folder: Path) -> None:
    """Create a whole city in one process, with its sign-ins."""
    announce()
    book = read_book(BOOK)
    embedded = build_embedded(folder, MODE, book.since, passwords=True)
    try:
        transport = httpx.WSGITransport(app=embedded.app)
        play_years(http_of(transport, "http://embedded"), embedded.issued, book)
        issued = [*embedded.issued]
        for code in SHOWN_STATIONS:
            people = station_people(code)
            issued += seed(embedded.gateway.database, MODE, people, passwords=True)
    finally:
        embedded.close()
    sign_ins.save(folder, sign_ins.sign_ins_of(issued))


def http_of(transport: httpx.BaseTransport | None, address: str) -> httpx.Client:
    """Return a client that does not wait for the read model during a replay."""
    headers = {"Prefer": "wait=0"}
    return httpx.Client(
        transport=transport, base_url=address, timeout=60, trust_env=False, headers=headers
    )


def play_years(http: httpx.Client, issued: Iterable[Issued], book: Book) -> None:
    """Replay the book, then continue on the next day under an extension that two persons record."""
    cast = {one.person.part: Credential(one.person.part, one.key) for one in issued}
    api = Api(http, cast)
    Player(api, book, show_progress).play()
    last = date.fromisoformat(api.get("ops", "/v1/instance")["day"])
    extend_trial(api, last + timedelta(days=1))


def extend_trial(api: Api, on: date) -> None:
    """Record an extension of the trial, marked as fictitious, so that a visitor can decide."""
    day = {"on": on.isoformat()}
    api.post("ops", "/v1/instance/day", day, f"advance-{on}")
    body = {
        "edition": "luzhou_2017",
        "document_no": FICTITIOUS,
        "decided_on": on.isoformat(),
        "valid_until": date(on.year + YEARS_MORE, 12, 31).isoformat(),
    }
    for part in ("policy.proposes", "policy.records"):
        api.post(part, "/v1/policy/extensions", body, f"demo-extension-{part}")
    api.post("ops", "/v1/instance/closings", day, f"close-{on}")


def announce() -> None:
    """Print why the first start takes longer."""
    print(
        "Creating the demo city: three years are replayed. This is done only once.",
        file=sys.stderr,
        flush=True,
    )


def show_progress(day: date, done: int, total: int) -> None:
    """Show the progress of the replay on one line of a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r  playing the year book: {day}  {done}/{total} ", end=end, file=sys.stderr)
    elif done == total:
        print(f"  the year book was replayed to {day}", file=sys.stderr)
