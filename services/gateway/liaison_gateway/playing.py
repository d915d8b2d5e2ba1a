"""Give the command line's ways to play a book: read it, connect, play with a bar, say why not."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from liaison_contracts.errors import LiaisonError
from liaison_gateway.replay.api import Api, Credential
from liaison_gateway.replay.book import BadBook, Book, read_book
from liaison_gateway.replay.player import Player
from liaison_gateway.replay.report import write_report
from liaison_gateway.replay.results import collect, write
from liaison_kit.law.editions import EditionError
from liaison_kit.plugins import PluginError

console = Console(stderr=True)
HISTORY = "history."


def read(yearbook: Path) -> Book:
    """Read a book, or say every bad line and stop."""
    try:
        return read_book(yearbook)
    except BadBook as error:
        console.print(f"[red]{len(error.lines)} bad lines; nothing was played:[/red]")
        for line in error.lines:
            console.print(f"  {line}", markup=False, highlight=False)
        raise typer.Exit(2) from None


@contextmanager
def telling() -> Iterator[None]:
    """Tell in one line why a replay stopped."""
    try:
        yield
    except (LiaisonError, EditionError, PluginError) as error:
        says = f"{error.detail} ({error.code})" if isinstance(error, LiaisonError) else str(error)
        console.print(f"It stopped: {says}", style="red", markup=False)
        raise typer.Exit(1) from None
    except httpx.TransportError as error:
        told = f"It stopped: the gateway does not answer ({error}); the same command goes on."
        console.print(told, style="red", markup=False)
        raise typer.Exit(1) from None


@contextmanager
def connected(gateway: str, keys: Path) -> Iterator[Api]:
    """Connect to a gateway with a file of keys: `{part: key}`, or what `seed` printed."""
    found = json.loads(keys.read_text(encoding="utf-8"))
    if isinstance(found, list):
        found = {entry["part"]: entry["key"] for entry in found}
    with httpx.Client(base_url=gateway, timeout=60) as http:
        yield Api(http, cast_of(found))


def cast_of(keys: Mapping[str, str]) -> dict[str, Credential]:
    """Return who acts, by part; those who bring a history have the same parts as a cast."""
    parts = {part.removeprefix(HISTORY): key for part, key in keys.items()}
    return {part: Credential(part, key) for part, key in parts.items()}


def play(api: Api, book: Book, out: Path, *, is_history: bool = False) -> None:
    """Play a book on an instance and write the results, with a progress bar."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("playing", total=None)

        def show(day: date, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=f"playing {day}")

        player = Player(api, book, show, is_history)
        player.play()
    results = collect(api, book)
    write(results, out)
    write_report(results, book, player.refused, out / "report.html")
    paid = sum(row[5] == "paid" for row in results.tables["payouts"])
    console.print(
        f"{len(book['stations'])} stations, {book.years[0]} to {book.years[1]}: "
        f"{len(results.tables['payouts'])} lines, {paid} paid, "
        f"{len(player.refused)} facts refused. Results are in {out}."
    )
