"""Import many rows from an uploaded file, and see how far the import has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from liaison_contracts.gateway.forms import SOFTWARE, AfterNumber, Instant, PageSize
from liaison_contracts.gateway.shown import ShownFault, ShownReason
from liaison_contracts.message import command, query
from liaison_contracts.roles import STATION_SIDE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Count, Sha256

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
    Words("import_format", ("csv", "CSV 表格", "CSV"), ("ndjson", "逐行 JSON", "JSON lines")),
]
"""How a file is written: as CSV with the fields as headings, or one JSON object a line."""

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
    """Show an import: how many `rows` the file has, how many are `done`, and what became of them.

    `error` says why it failed as a whole.
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
    """Import the rows of a file that was uploaded before.

    A row says what the body of a single request says: as CSV with the fields as headings, or as one
    JSON object a line. Rows are sent in batches of at most 500; a refused row leaves the others.
    The same file is imported once; an import that failed goes on.
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
    en="The latest imports of one's organisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListImports:
    """List imports, the latest first."""

    limit: PageSize = 50


@query(
    "gateway",
    roles=STATION_SIDE,
    returns=Import,
    because=SOFTWARE,
    zh="批量导入进度",
    en="How far an import has come",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetImport:
    """Show one import."""

    import_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """Show why a row was refused; `row` is its number in the file, from 1, without headings."""

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
    """List refused rows in their order."""

    import_id: str
    after: AfterNumber = 0
    limit: PageSize = 50
