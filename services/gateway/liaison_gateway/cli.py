"""Work with an instance from the command line, over HTTP: `liaison --help` lists how."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import httpx
import typer

from liaison_contracts.money import yuan_of
from liaison_gateway.past import export_yearbook, import_history
from liaison_gateway.playing import cast_of, connected, console, play, read, telling
from liaison_gateway.replay.api import Api
from liaison_gateway.replay.book import Book, under
from liaison_gateway.replay.comparing import changes, payouts_of, write_comparison
from liaison_gateway.telling import trail
from liaison_kit.law.reforms import Reform, read_reform

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (trail, import_history, export_yearbook):
    app.command()(command)


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
    book = read(yearbook)
    rules = Rules(edition, _reform_of(reform, set_reading or []))
    book = under(book, edition) if edition else book
    with telling(), _instance(gateway, keys, book, rules) as api:
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
    book = read(yearbook)
    found = _reform_of(reform, set_reading or [])
    if not edition and found is None:
        raise typer.BadParameter("give --edition, --reform or --set-reading: else nothing differs")
    with telling():
        for name, rules in (("after", Rules(edition, found)), ("before", Rules())):
            played = under(book, rules.edition) if rules.edition else book
            with _instance("", None, played, rules) as api:
                play(api, played, out / name)
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
    with telling():
        found = read_reform(path.read_text(encoding="utf-8")) if path else Reform("readings")
    return replace(found, readings={**found.readings, **readings})


@contextmanager
def _instance(gateway: str, keys: Path | None, book: Book, rules: Rules) -> Iterator[Api]:
    if gateway:
        if rules != Rules():
            raise typer.BadParameter("other rules need a fresh instance: leave --gateway away")
        if keys is None:
            raise typer.BadParameter("--gateway needs --keys, a JSON file of keys by part")
        with connected(gateway, keys) as api:
            yield api
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
    keys = {found.person.part: found.key for found in issued}
    transport = httpx.WSGITransport(app=embedded.app)  # type: ignore[attr-defined]
    http = httpx.Client(transport=transport, base_url="http://embedded", timeout=60)
    return Api(http, cast_of(keys))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
