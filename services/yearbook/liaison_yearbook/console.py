"""Report to a terminal: expected errors on one line, the bad lines of a book, a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from liaison_contracts.errors import LiaisonError
from liaison_yearbook.book.reader import BadBook, Book, read_book
from liaison_yearbook.client import Api
from liaison_yearbook.instance import NotStarted
from liaison_yearbook.replay.player import Player
from liaison_yearbook.replay.report import write_report
from liaison_yearbook.replay.results import collect, write

console = Console(stderr=True)


def read_or_exit(yearbook: Path) -> Book:
    """Read a book; if it has bad lines, list all of them and exit with 2."""
    try:
        return read_book(yearbook)
    except BadBook as error:
        console.print(f"[red]{len(error.lines)} bad lines; nothing was replayed:[/red]")
        for line in error.lines:
            console.print(f"  {line}", markup=False, highlight=False)
        raise typer.Exit(2) from None


@contextmanager
def short_errors() -> Iterator[None]:
    """Print an expected error on one line, and exit with 1."""
    try:
        yield
    except LiaisonError as error:
        _stop(f"{error} ({error.code})")
    except NotStarted as error:
        _stop(str(error))
    except httpx.TransportError as error:
        _stop(f"the gateway does not answer ({error}). Run the same command again to continue.")


def _stop(reason: str) -> None:
    console.print(f"Stopped: {reason}", style="red", markup=False)
    raise typer.Exit(1) from None


def play(api: Api, book: Book, out: Path, *, is_history: bool = False) -> None:
    """Replay a book on an instance and write the results, with a progress bar."""
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
