"""Import an office's history into a live instance, and export an instance's as a year book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from liaison_contracts.errors import Conflict, Refused
from liaison_yearbook.book.export import export
from liaison_yearbook.book.reader import Book
from liaison_yearbook.client import Api, connect
from liaison_yearbook.console import console, play, read_or_exit, short_errors
from liaison_yearbook.replay.acts import count_left


def import_history(
    yearbook: Annotated[Path, typer.Argument(help="Folder of CSV files, or one .xlsx workbook.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables on the last imported day.")],
    gateway: Annotated[str, typer.Option(help="Address of the live instance.")],
    keys: Annotated[Path, typer.Option(help="JSON of keys by role, as `seed` printed it.")],
) -> None:
    """Import a year book into a live instance, up to the day chosen when it was created."""
    book = read_or_exit(yearbook)
    with short_errors(), connect(gateway, keys) as api:
        import_book(api, book, out)


def import_book(api: Api, book: Book, out: Path) -> None:
    """Import a book as the history of a live instance; an interrupted import continues.

    Raises:
        Refused: if the instance imports no history, or no longer does.
        Conflict: if the book begins on another day than the instance.
    """
    state = api.get("ops", "/v1/instance")
    book = replace(book, ends_on=_last_day(state))
    _require_begin(state, book)
    play(api, book, out, is_history=True)
    console.print(
        f"The history is imported up to {book.until}; what was payable by then is booked as paid "
        f"before. {count_left(book)} later entries of the book were left out: enter them live. "
        "Two people of the talent office must now end the history."
    )


def _last_day(state: dict[str, Any]) -> date:
    if state["mode"] != "live" or not state["history_until"]:
        raise Refused("history_ended")
    return date.fromisoformat(state["history_until"])


def _require_begin(state: dict[str, Any], book: Book) -> None:
    if book.until < book.since:
        raise Conflict("history_begins_elsewhere", since=book.since, other=book.until)
    if state["last_closed_on"] is None and state["day"] != book.since.isoformat():
        raise Conflict("history_begins_elsewhere", since=book.since, other=state["day"])


def export_yearbook(
    out: Annotated[Path, typer.Argument(help="Folder for the sheets.")],
    gateway: Annotated[str, typer.Option(help="Address of the instance.")],
    keys: Annotated[Path, typer.Option(help="JSON with the key of an `auditor`.")],
) -> None:
    """Write an instance's history as a year book: references and amounts, no names."""
    with short_errors(), connect(gateway, keys) as api:
        left_out = export(api, out)
    for kind, count in sorted(left_out.items()):
        console.print(f"A year book has no line for {kind}: {count}.")
    console.print(f"The year book is in {out}.")
