"""Print a station's history: `liaison trail CODE`."""

from __future__ import annotations

import os
from typing import Annotated
from urllib.parse import quote

import httpx
import typer
from rich.console import Console


def trail(
    station_code: Annotated[str, typer.Argument(help="The station, such as LZ-001.")],
    gateway: Annotated[str, typer.Option(help="Address of the gateway.")] = "http://127.0.0.1:8000",
    key: Annotated[str, typer.Option(help="Your key; LIAISON_KEY by default.")] = "",
    language: Annotated[str, typer.Option(help="zh, en, or both.")] = "both",
) -> None:
    """Print the history of a station, one event per line."""
    headers = {"Authorization": f"Bearer {key or os.environ.get('LIAISON_KEY', '')}"}
    with httpx.Client(base_url=gateway, headers=headers, timeout=60) as http:
        status, lines = trail_lines(http, station_code, language)
    out = Console(stderr=status != 0, soft_wrap=True)
    for line in lines:
        out.print(line, markup=False, highlight=False)
    raise typer.Exit(status)


def trail_lines(
    http: httpx.Client, station_code: str, language: str = "both"
) -> tuple[int, list[str]]:
    """Fetch a station's history; return 0 with its lines, or 1 with the reason."""
    try:
        answer = http.get(f"/v1/stations/{quote(station_code, safe='')}/trail")
        body = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        return 1, [f"The gateway does not answer: {error}"]
    if answer.status_code != httpx.codes.OK:
        return 1, [f"{body.get('detail', answer.status_code)} ({body.get('code', '')})"]
    names = {"zh": ("says_zh",), "en": ("says",)}.get(language, ("says_zh", "says"))
    return 0, [f"{row['on']}  {'  '.join(row[name] for name in names)}" for row in body["data"]]
