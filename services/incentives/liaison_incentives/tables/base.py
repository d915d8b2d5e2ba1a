"""Define the metadata and the shared column types of incentives' tables."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Date, Integer, Row, String, Text, inspect
from sqlalchemy.orm import DeclarativeBase, mapped_column

Whole = BigInteger().with_variant(Integer, "sqlite")

Key = Annotated[str, mapped_column(String(120), primary_key=True)]
AwardKey = Annotated[str, mapped_column(String(300), primary_key=True)]
AwardRef = Annotated[str, mapped_column(String(300))]
Ref = Annotated[str, mapped_column(String(120))]
OptionalRef = Annotated[str | None, mapped_column(String(120))]
Word = Annotated[str, mapped_column(String(40))]
AmountFen = Annotated[int, mapped_column(Whole)]
Hash = Annotated[str, mapped_column(String(64))]
Sealed = Annotated[str, mapped_column(Text)]
"""Personal data, encrypted under the instance's key."""
Day = Annotated[date, mapped_column(Date)]
OptionalDay = Annotated[date | None, mapped_column(Date)]
Plain = Annotated[Any, mapped_column(JSON)]


class Base(DeclarativeBase):
    """Hold the metadata of the service's own tables."""


AnyRow = Row[*tuple[Any, ...]]
"""A row of some columns, read by their names."""


def plain_columns(kind: type[Base]) -> list[Any]:
    """Return a table's columns without JSON; reading them as rows costs a tenth of objects."""
    mapped = inspect(kind).column_attrs
    return [column.class_attribute for column in mapped if not _is_json(column.columns[0])]


def _is_json(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, JSON)
