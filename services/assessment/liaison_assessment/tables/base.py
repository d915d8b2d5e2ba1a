"""Define the metadata and the shared column types of assessment's tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import DeclarativeBase

CODE = String(100)


class Base(DeclarativeBase):
    """Collect the tables of assessment in one metadata."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as declared
        str: CODE,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON,
    }
