"""Work with an instance from the command line, over HTTP: `liaison replay`, `liaison trail`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from liaison_contracts.errors import LiaisonError
from liaison_contracts.money import yuan_of
from liaison_gateway.replay.api import Api, Credential
from liaison_gateway.replay.book import BadBook, Book, read_book
from liaison_gateway.replay.comparing import changes, payouts_of, write_comparison
from liaison_gateway.replay.player import Player
from liaison_gateway.replay.report import write_report
from liaison_gateway.replay.results import collect, write
from liaison_gateway.telling import trail
from liaison_kit.editions import EditionError
from liaison_kit.reforms import Reform, read_reform

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
    edition: Annotated[str, typer.Option(help="Another installed edition, by its name.")] = "",
    reform: Annotated[
        Path | None, typer.Option(help="TOML file of other figures, readings.")
    ] = None,
    set_reading: Annotated[list[str] | None, typer.Option(help="Such as A18=sum.")] = None,
) -> None:
    """Play a year book and write what it comes to."""
    book = _read(yearbook)
    rules = Rules(edition, _reform_of(reform, set_reading or []))
    with _telling(), _instance(gateway, keys, book, rules) as api:
        play(api, book, out)


@app.command()
def compare(
    yearbook: Annotated[Path, typer.Argument(help="Folder of CSV files, or one .xlsx workbook.")],
    out: Annotated[Path, typer.Option(help="Folder for the comparison.")],
    edition: Annotated[str, typer.Option(help="Another installed edition, by its name.")] = "",
    reform: Annotated[
        Path | None, typer.Option(help="TOML file of other figures, readings.")
    ] = None,
    set_reading: Annotated[list[str] | None, typer.Option(help="Such as A18=sum.")] = None,
) -> None:
    """Play a year book as it is and under other rules, and show who gets how much more or less."""
    book = _read(yearbook)
    found = _reform_of(reform, set_reading or [])
    if not edition and found is None:
        raise typer.BadParameter("give --edition, --reform or --set-reading: else nothing differs")
    with _telling():
        for name, rules in (("after", Rules(edition, found)), ("before", Rules())):
            with _instance("", None, book, rules) as api:
                play(api, book, out / name)
    before, after = (payouts_of(out / name) for name in ("before", "after"))
    differs = changes(before, after)
    title = found.name if found else edition
    write_comparison(differs, title, found.says if found else "", out)
    total = sum(change.difference_fen for change in differs)
    stations = {change.station_code for change in differs}
    console.print(
        f"{title}: {len(stations)} stations and {len(differs)} lines differ, "
        f"{yuan_of(total)} yuan in all. See {out / 'comparison.html'}."
    )


def _read(yearbook: Path) -> Book:
    try:
        return read_book(yearbook)
    except BadBook as error:
        console.print(f"[red]{len(error.lines)} bad lines; nothing was played:[/red]")
        for line in error.lines:
            console.print(f"  {line}", markup=False, highlight=False)
        raise typer.Exit(2) from None


@contextmanager
def _telling() -> Iterator[None]:
    """Tell in one line why a replay stopped."""
    try:
        yield
    except (LiaisonError, EditionError) as error:
        says = f"{error.detail} ({error.code})" if isinstance(error, LiaisonError) else str(error)
        console.print(f"The replay stopped: {says}", style="red", markup=False)
        raise typer.Exit(1) from None


@dataclass(frozen=True)
class Rules:
    """Say under which rules a book is played, where not under those it was written for."""

    edition: str = ""
    reform: Reform | None = None


def _reform_of(path: Path | None, settings: list[str]) -> Reform | None:
    """Return the reform of a file, and of the readings set beside it."""
    readings = dict(entry.partition("=")[::2] for entry in settings)
    if path is None and not readings:
        return None
    with _telling():
        found = read_reform(path.read_text(encoding="utf-8")) if path else Reform("readings")
    return replace(found, readings={**found.readings, **readings})


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
def _instance(gateway: str, keys: Path | None, book: Book, rules: Rules) -> Iterator[Api]:
    if gateway:
        if rules != Rules():
            raise typer.BadParameter("other rules need a fresh instance: leave --gateway away")
        if keys is None:
            raise typer.BadParameter("--gateway needs --keys, a JSON file of keys by part")
        cast = json.loads(keys.read_text(encoding="utf-8"))
        credentials = {part: Credential(part, key) for part, key in cast.items()}
        with httpx.Client(base_url=gateway, timeout=60) as http:
            yield Api(http, credentials)
        return
    from liaison_gateway.embedded import build_embedded  # only a fresh instance needs the services

    with tempfile.TemporaryDirectory(prefix="liaison-replay-") as folder:
        embedded = build_embedded(
            Path(folder), "replay", book.since, edition=rules.edition, reform=rules.reform
        )
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
