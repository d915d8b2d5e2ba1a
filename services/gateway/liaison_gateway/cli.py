"""Work with an instance from the command line, over HTTP: `liaison replay`, `liaison trail`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

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
from liaison_gateway.telling import trail

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(trail)
console = Console(stderr=True)


@app.callback()
def main_options() -> None:
    """Talent liaison stations: what an office can do from a terminal."""


@app.command()
def replay(
    yearbook: Annotated[Path, typer.Argument(help="Folder of CSV files, or one .xlsx workbook.")],
    out: Annotated[Path, typer.Option(help="Folder for the results.")],
    gateway: Annotated[str, typer.Option(help="Play on this gateway instead of a fresh one.")] = "",
    keys: Annotated[Path | None, typer.Option(help="JSON file of keys, by part.")] = None,
) -> None:
    """Play a year book and write what it comes to."""
    try:
        book = read_book(yearbook)
    except BadBook as error:
        console.print(f"[red]{len(error.lines)} bad lines; nothing was played:[/red]")
        for line in error.lines:
            console.print(f"  {line}", markup=False, highlight=False)
        raise typer.Exit(2) from None
    try:
        with _instance(gateway, keys, book) as api:
            play(api, book, out)
    except LiaisonError as error:
        console.print(
            f"The replay stopped: {error.detail} ({error.code})", style="red", markup=False
        )
        raise typer.Exit(1) from None


def play(api: Api, book: Book, out: Path) -> None:
    """Play a book on an instance and write the results, with a progress bar."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("playing", total=None)

        def show(day: date, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=f"playing {day}")

        player = Player(api, book, show)
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


@contextmanager
def _instance(gateway: str, keys: Path | None, book: Book) -> Iterator[Api]:
    if gateway:
        if keys is None:
            raise typer.BadParameter("--gateway needs --keys, a JSON file of keys by part")
        cast = json.loads(keys.read_text(encoding="utf-8"))
        credentials = {part: Credential(part, key) for part, key in cast.items()}
        with httpx.Client(base_url=gateway, timeout=60) as http:
            yield Api(http, credentials)
        return
    from liaison_gateway.embedded import build_embedded  # only a fresh instance needs the services

    with tempfile.TemporaryDirectory(prefix="liaison-replay-") as folder:
        embedded = build_embedded(Path(folder), "replay", book.since)
        try:
            yield api_of(embedded)
        finally:
            embedded.close()


def api_of(embedded: object) -> Api:
    """Return a client of an embedded instance that was just made, with its whole cast."""
    issued = embedded.issued  # type: ignore[attr-defined]
    credentials = {found.person.part: Credential(found.person.part, found.key) for found in issued}
    transport = httpx.WSGITransport(app=embedded.app)  # type: ignore[attr-defined]
    http = httpx.Client(transport=transport, base_url="http://embedded", timeout=60)
    return Api(http, credentials)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
