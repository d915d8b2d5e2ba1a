"""Define the metadata of all tables of the gateway."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
