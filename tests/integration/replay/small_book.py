"""Write small year books: as many lines as a test needs, all other sheets empty."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from liaison_yearbook.book.reader import columns_of
from liaison_yearbook.book.sheets import SHEETS

Lines = dict[str, Iterable[Sequence[object]]]


def a_station(code: str, plaque_on: str = "2018-01-01") -> tuple[object, ...]:
    """Return a line of stations.csv."""
    number = int(code.split("-")[1])
    return (
        code,
        f"Chamber {code}",
        "chamber_abroad",
        "51510500301661318F",
        "110100",
        "industry_federation",
        f"H-{number}",
        f"L-{number}",
        plaque_on,
        f"P-{number}",
        f"A-{number}",
    )


def a_recruitment(
    code: str,
    station: str,
    on: str,
    talent: str = "",
    national: str = "",
    provincial: str = "",
    verified: str = "yes",
    members: str = "",
) -> tuple[object, ...]:
    """Return a line of recruitments.csv: a doctor for five years, claimed when signed."""
    return (
        code,
        station,
        talent or f"T-{code}",
        "full_time_doctorate",
        "service_contract",
        60,
        on,
        on,
        national,
        provincial,
        verified,
        members,
    )


def scores_of(station: str, year: int, score: int) -> list[tuple[object, ...]]:
    """Return the lines of scores.csv of one station: the same score for every material."""
    sides = ("talent_office", "guiding_department")
    return [(station, year, side, material, score) for side in sides for material in range(1, 8)]


AN_EXTENSION = ("luzhou_2017", "extension", "ext-1", "2018-01-01", "2030-12-31", "", "")


def write_book(folder: Path, **lines: Iterable[Sequence[object]]) -> Path:
    """Write a book; the trial is extended, unless `editions` says otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    given: Lines = {"editions": [AN_EXTENSION], **lines}
    for sheet in SHEETS:
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns_of(sheet))
            writer.writerows(given.get(sheet.name, ()))
    return folder
