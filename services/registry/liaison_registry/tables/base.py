"""Define the metadata and the shared column lengths of the registry's tables."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, String
from sqlalchemy.orm import DeclarativeBase

Ref = String(64)
Code = String(100)
DocumentNo = String(100)


class Base(DeclarativeBase):
    """Collect the registry's tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: String(200),
    }
