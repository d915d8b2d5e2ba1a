"""Define imports of many rows from an uploaded file, and their progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from liaison_contracts.gateway.forms import SOFTWARE, Instant, PageSize
from liaison_contracts.gateway.shown import ShownFault, ShownReason
from liaison_contracts.message import command, query
from liaison_contracts.roles import STATION_SIDE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Count, Position, Sha256

ImportResource = Annotated[
    Literal["duty-records", "recruitments"],
    Words(
        "import_resource",
        ("duty-records", "履职记录", "duty records"),
        ("recruitments", "引才成果", "recruitments"),
    ),
]
"""What the rows of a file are."""

ImportFormat = Annotated[
    Literal["csv", "ndjson"],
    Words(
        "import_format",
        ("csv", "CSV 或 Excel 表格", "table: CSV or .xlsx"),
        ("ndjson", "逐行 JSON", "JSON lines"),
    ),
]
"""How a file is written: `csv`, a table with the fields as headings (a workbook is one too, which

its content says), or `ndjson`, one JSON object a line.
"""

ImportState = Annotated[
    Literal["waiting", "running", "done", "failed"],
    Words(
        "import_state",
        ("waiting", "等待中", "waiting"),
        ("running", "进行中", "running"),
        ("done", "已完成", "done"),
        ("failed", "失败", "failed"),
    ),
]
"""Where an import stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An import: the number of `rows` in the file, those `done`, and their results.

    `waiting` rows are stored, and judged when the plaque of their station is known.
    `error` is the reason why it failed as a whole.
    """

    import_id: str
    resource: ImportResource
    format: ImportFormat
    sha256: Sha256
    state: ImportState
    error: str
    rows: Count
    done: Count
    accepted: Count
    refused: Count
    created_at: Instant
    finished_at: Instant | None = None
    waiting: Count = 0


@command(
    "gateway",
    roles=STATION_SIDE,
    returns=Import,
    because=SOFTWARE,
    zh="批量导入",
    en="Import the rows of an uploaded file",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenImport:
    """Import the rows of an uploaded file.

    A row has the content of a single request's body: as CSV or `.xlsx` with the fields as headings,
    or as one JSON object per line. Rows are sent in batches of at most 500; a refused row does not
    affect the others. The same file is imported only once; a failed import continues.
    """

    resource: ImportResource
    format: ImportFormat
    sha256: Sha256


@query(
    "gateway",
    roles=STATION_SIDE,
    returns=Import,
    because=SOFTWARE,
    zh="批量导入清单",
    en="The latest imports of the organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListImports:
    """List imports, newest first."""

    limit: PageSize = 50


@query(
    "gateway",
    roles=STATION_SIDE,
    returns=Import,
    because=SOFTWARE,
    zh="批量导入进度",
    en="The progress of an import",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetImport:
    """Show one import."""

    import_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One refused row and the reason; `row` is its number in the file, from 1, without headings."""

    row: Count
    code: str
    detail: str
    values: dict[str, Any] = field(default_factory=dict)
    reasons: tuple[ShownReason, ...] = ()
    articles: tuple[str, ...] = ()
    errors: tuple[ShownFault, ...] = ()


@query(
    "gateway",
    roles=STATION_SIDE,
    returns=RowError,
    because=SOFTWARE,
    zh="未通过的行及原因",
    en="The rows that were refused, and why",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListImportErrors:
    """List refused rows in order."""

    import_id: str
    after: Position = 0
    limit: PageSize = 50
