"""Make the demo city once: the first year book played into it, and a trial that goes on.

It is made in a folder beside its place and moved there whole, so that a start that was cut short
leaves nothing that looks like a city.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from deploy.local import sign_ins
from deploy.local.sign_ins import SignIn
from liaison_gateway.cast import seed, station_people
from liaison_gateway.cli import api_of
from liaison_gateway.embedded import Embedded, build_embedded
from liaison_gateway.replay.api import Api
from liaison_gateway.replay.book import Book, read_book
from liaison_gateway.replay.player import Player

ROOT = Path(__file__).resolve().parents[2]
BOOK = Path(__file__).parent / "data" / "yearbook-first"
MODE = "demo"
SHOWN_STATIONS = ("LZ-001", "LZ-005")
"""Stations whose people can sign in: one of each guiding department."""
FICTITIOUS = "虚构〔演示〕1号 FICTITIOUS"
YEARS_MORE = 10
Progress = Callable[[date, int, int], None]


def prepare(place: Path, progress: Progress) -> list[SignIn]:
    """Return the sign-ins of the city at a place, making it first where there is none whole."""
    if not (place / sign_ins.FILE_NAME).exists():
        for leftover in (place, _workshop(place)):
            shutil.rmtree(leftover, ignore_errors=True)
        _make(_workshop(place), progress)
        _workshop(place).rename(place)
    return sign_ins.load(place)


def open_city(place: Path) -> Embedded:
    """Start the city that lies at a place."""
    return build_embedded(place, MODE, date.min)


def live_through(api: Api, book: Book, progress: Progress) -> None:
    """Play the book, then go on to the next day under an extension that two persons record."""
    Player(api, book, progress).play()
    last = date.fromisoformat(api.get("ops", "/v1/instance")["day"])
    extend_trial(api, last + timedelta(days=1))


def extend_trial(api: Api, on: date) -> None:
    """Record an extension that says itself that it is made up, so that a visitor can decide."""
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


def _workshop(place: Path) -> Path:
    return place.with_name(f"{place.name}.making")


def _make(folder: Path, progress: Progress) -> None:
    book = read_book(BOOK)
    embedded = build_embedded(folder, MODE, book.since, passwords=True)
    try:
        live_through(api_of(embedded), book, progress)
        issued = [*embedded.issued]
        for code in SHOWN_STATIONS:
            people = station_people(code)
            issued += seed(embedded.gateway.database, MODE, people, passwords=True)
    finally:
        embedded.close()
    sign_ins.save(folder, sign_ins.sign_ins_of(issued))


def progress_line(day: date, done: int, total: int) -> None:
    """Show how far the years have been played, in one line of a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r  playing the year book: {day}  {done}/{total} ", end=end, file=sys.stderr)
    elif done == total:
        print(f"  the year book was played to {day}", file=sys.stderr)
