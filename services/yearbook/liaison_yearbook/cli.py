"""Provide the command `liaison`: work with an instance from a terminal, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from liaison_contracts.money import yuan_of
from liaison_yearbook.book.reader import under_edition
from liaison_yearbook.client import Api, connect
from liaison_yearbook.comparison import changes, payouts_of, write_comparison
from liaison_yearbook.console import console, play, read_or_exit, short_errors
from liaison_yearbook.history import export_yearbook, import_history
from liaison_yearbook.instance import FreshInstance, Rules, fresh_instance
from liaison_yearbook.trail import trail

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (trail, import_history, export_yearbook):
    app.command()(command)

BookPath = Annotated[Path, typer.Argument(help="Folder of CSV files, or one .xlsx workbook.")]
EditionOption = Annotated[str, typer.Option(help="Name of another installed edition.")]
ReformOption = Annotated[Path | None, typer.Option(help="TOML file of other figures and readings.")]
ReadingOption = Annotated[list[str] | None, typer.Option(help="A reading, such as A18=sum.")]


@app.callback()
def main_options() -> None:
    """Talent liaison stations: what an office can do from a terminal."""


@app.command()
def replay(
    yearbook: BookPath,
    out: Annotated[Path, typer.Option(help="Folder for the results.")],
    gateway: Annotated[str, typer.Option(help="Play on this gateway, not on a fresh one.")] = "",
    keys: Annotated[Path | None, typer.Option(help="JSON file of keys by role.")] = None,
    edition: EditionOption = "",
    reform: ReformOption = None,
    set_reading: ReadingOption = None,
) -> None:
    """Replay a year book and write its results."""
    book = read_or_exit(yearbook)
    rules = Rules(edition, reform, tuple(set_reading or ()))
    book = under_edition(book, edition) if edition else book
    if not gateway:
        with short_errors(), fresh_instance(book.since, rules) as fresh:
            play(fresh.api, book, out)
        return
    with short_errors(), _running_instance(gateway, keys, rules) as api:
        play(api, book, out)


@app.command()
def compare(
    yearbook: BookPath,
    out: Annotated[Path, typer.Option(help="Folder for the comparison.")],
    edition: EditionOption = "",
    reform: ReformOption = None,
    set_reading: ReadingOption = None,
) -> None:
    """Replay a year book under its own rules and under others, and compare the payouts."""
    book = read_or_exit(yearbook)
    rules = Rules(edition, reform, tuple(set_reading or ()))
    if rules == Rules():
        raise typer.BadParameter("give --edition, --reform or --set-reading")
    with short_errors():
        changed = under_edition(book, edition) if edition else book
        with fresh_instance(changed.since, rules) as fresh:
            play(fresh.api, changed, out / "after")
        with fresh_instance(book.since, Rules()) as before:
            play(before.api, book, out / "before")
    _compare(out, fresh)


def _compare(out: Path, fresh: FreshInstance) -> None:
    """Write the comparison of two results in `out`, and print its totals."""
    found = changes(payouts_of(out / "before"), payouts_of(out / "after"))
    write_comparison(found, fresh.rules_name, fresh.rules_description, out)
    total = sum(change.difference_fen for change in found)
    stations = {change.station_code for change in found}
    console.print(
        f"{fresh.rules_name}: {len(stations)} stations and {len(found)} lines differ, "
        f"{yuan_of(total)} yuan in all. See {out / 'comparison.html'}."
    )


@contextmanager
def _running_instance(gateway: str, keys: Path | None, rules: Rules) -> Iterator[Api]:
    if rules != Rules():
        raise typer.BadParameter("other rules need a fresh instance: leave --gateway out")
    if keys is None:
        raise typer.BadParameter("--gateway needs --keys, a JSON file of keys by role")
    with connect(gateway, keys) as api:
        yield api


def main() -> None:
    """Run the command line."""
    app()
