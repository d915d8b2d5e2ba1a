"""Define the columns of a roster, with their names in the year book and in the office."""

from __future__ import annotations

from dataclasses import replace

from liaison_contracts.dictionary import lists
from liaison_contracts.registry import StationEntry
from liaison_contracts.sheets.layout import Column, Kind, Layout, columns_of, heading_of

COLUMNS: dict[str, str] = {
    "station_code": "工作站编号",
    "host_name": "设站单位",
    "host_kind": "单位类别",
    "credit_code": "统一社会信用代码",
    "city_code": "所在城市代码",
    "guiding_department": "管理或指导部门",
    "head_ref": "站长",
    "liaison_ref": "联络员",
    "plaque_granted_on": "授牌日期",
    "plaque_no": "授牌编号",
    "approval_no": "批准文号",
}
"""The required fields of `StationEntry` in a roster, each with its Chinese heading."""
OPTIONAL: dict[str, str] = {
    "address": "地址",
    "contact_phone": "联系电话",
    "head_document_number": "站长身份证号",
}
"""Optional fields of a roster: the ties between host and reviewers (Article 7)."""
ALL = COLUMNS | OPTIONAL
MOST_ROWS = 5_000
_KINDS = {column.name: column for column in columns_of(StationEntry)}
_PHONE = "contact_phone"


def _column(name: str) -> Column:
    kind = Kind.PHONE if name == _PHONE else _KINDS[name].kind
    return replace(_KINDS[name], kind=kind, headings=(ALL[name],), is_required=name in COLUMNS)


LAYOUT = Layout(tuple(map(_column, ALL)), MOST_ROWS, title_rows=5, takes_others=True)
"""A roster may have a title above its headings, and columns of the office's own."""
LISTS = {"host_kind": "host_kind", "guiding_department": "organisation"}
"""The columns whose cells are codes, each with the list of its words."""


def code_of(column: str, cell: str) -> str:
    """Return the code that a cell means; the office may write the code itself, or its word.

    >>> code_of("host_kind", "异地商会"), code_of("host_kind", "chamber_abroad")
    ('chamber_abroad', 'chamber_abroad')
    """
    words = lists().get(LISTS.get(column, ""), {})
    said = heading_of(cell)
    return next((code for code, word in words.items() if heading_of(word.zh) == said), cell)


def known_departments() -> dict[str, str]:
    """Return the organisations that have a word here, each with its Chinese word."""
    return {code: word.zh for code, word in lists()["organisation"].items()}
