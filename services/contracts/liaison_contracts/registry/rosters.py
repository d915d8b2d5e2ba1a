"""Ask the registry to take over an office's own roster of stations, and answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from liaison_contracts.message import command
from liaison_contracts.roles import TALENT_OFFICE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, Count, Sentence, Sha256

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
"""What became of a roster; `refused` has faults, and nothing of it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFault:
    """Say what is wrong with one cell: the row as the office counts it, and the field."""

    row: Count
    column: str
    told: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterAnswer:
    """Say what became of a roster, with every fault at once (1,000 are listed at most).

    `workbook_sha256` names the roster with its faults beside the rows; it is downloaded at
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
    """Take over the stations of an uploaded roster, all or none (Article 7, A52).

    `sha256` and `media_type` are what the upload answered. With `dry_run` nothing is taken over,
    and the answer says what would happen.
    """

    sha256: Sha256
    media_type: Code
    dry_run: bool = False
