"""Bring an office's past into a live instance, and take an instance's past out as a year book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from liaison_contracts.errors import Conflict, Refused
from liaison_gateway.playing import connected, console, play, read, telling
from liaison_gateway.replay.acts import count_left
from liaison_gateway.replay.api import Api
from liaison_gateway.replay.book import Book
from liaison_gateway.replay.exporting import export

Keys = Annotated[Path, typer.Option(help="JSON of keys by part, as `seed` printed it.")]


def import_history(
    yearbook: Annotated[Path, typer.Argument(help="Folder of CSV files, or one .xlsx workbook.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables as the history leaves them.")],
    gateway: Annotated[str, typer.Option(help="The address of the live instance.")],
    keys: Keys,
) -> None:
    """Bring a year book into a live instance, up to the day that it was made for."""
    book = read(yearbook)
    with telling(), connected(gateway, keys) as api:
        bring(api, book, out)


def bring(api: Api, book: Book, out: Path) -> None:
    """Play a book as the history of a live instance; one that stopped half-way goes on.

    Raises:
        Refused: where the instance brings no history, or not any more.
        Conflict: where the book begins on another day than the instance.
    """
    state = api.get("ops", "/v1/instance")
    book = replace(book, ends_on=_last_day(state))
    _require_begin(state, book)
    play(api, book, out, is_history=True)
    console.print(
        f"The past is in up to {book.until}; what was payable by then is booked as paid before. "
        f"{count_left(book)} later entries of the book were left: they are entered live. "
        "Two people of the talent office end the history now."
    )


def _last_day(state: dict[str, Any]) -> date:
    if state["mode"] != "live" or not state["history_until"]:
        told = "This instance brings no history, or its history was ended: nothing was imported."
        raise Refused("history_ended", told)
    return date.fromisoformat(state["history_until"])


def _require_begin(state: dict[str, Any], book: Book) -> None:
    if book.until < book.since:
        told = f"The book begins on {book.since}, and the history ends on {book.until}."
        raise Conflict("history_begins_elsewhere", told)
    if state["last_closed_on"] is None and state["day"] != book.since.isoformat():
        told = f"The book begins on {book.since}, and this instance on {state['day']}."
        raise Conflict("history_begins_elsewhere", told)


def export_yearbook(
    out: Annotated[Path, typer.Argument(help="Folder for the sheets.")],
    gateway: Annotated[str, typer.Option(help="The address of the instance.")],
    keys: Annotated[Path, typer.Option(help="JSON with the key of an `auditor`.")],
) -> None:
    """Write what happened on an instance as a year book: references and amounts, no names."""
    with telling(), connected(gateway, keys) as api:
        left = export(api, out)
    for kind, count in sorted(left.items()):
        console.print(f"A year book has no line for {kind}: {count}.")
    console.print(f"The year book is in {out}.")
