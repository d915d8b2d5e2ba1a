"""Define the import of an office's own roster of stations, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from liaison_contracts.message import command
from liaison_contracts.reasons import Fault
from liaison_contracts.roles import TALENT_OFFICE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Count, MediaType, Sha256

__all__ = ["ImportRoster", "RosterAnswer", "RosterFault"]

RosterState = Annotated[
    Literal["checked", "imported", "refused"],
    Words(
        "roster_state",
        ("checked", "已核对", "checked"),
        ("imported", "已导入", "imported"),
        ("refused", "未接受", "refused"),
    ),
]
"""The result for a roster; `refused` has faults, and nothing was imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFault:
    """The fault of one cell, with its field and its row as numbered in the file."""

    row: Count
    column: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterAnswer:
    """The result for a roster, with all faults together (at most 1,000 are listed).

    `workbook_sha256` is the roster with its faults next to the rows; it can be downloaded at
    `/v1/rosters/{sha256}/faults.xlsx` with the hash of the roster itself.
    """

    state: RosterState
    rows: Count
    new_stations: Count
    faults: Annotated[tuple[RosterFault, ...], Items(most=1000)]
    faults_found: Count
    workbook_sha256: Sha256 | None


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=RosterAnswer,
    articles=("7",),
    zh="导入工作站名册",
    en="Import the stations of an uploaded roster, all or none",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRoster:
    """Import the stations of an uploaded roster, all or none (Article 7, A52).

    `sha256` and `media_type` are from the answer to the upload. With `dry_run` nothing is imported,
    and the answer says what would happen.
    """

    sha256: Sha256
    media_type: MediaType
    dry_run: bool = False
