"""Hold the metadata that every table of the gateway belongs to."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
