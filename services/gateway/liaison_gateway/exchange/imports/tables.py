"""Define the tables for bulk imports: their progress and refused rows.

Instants are whole milliseconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from liaison_gateway.base.metadata import metadata
from liaison_gateway.model.tables import Position

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

jobs = Table(
    "import_jobs",
    metadata,
    Column("job_id", String(40), primary_key=True),
    Column("org", String(80), nullable=False),
    Column("person_ref", String(64), nullable=False),
    Column("resource", String(40), nullable=False),
    Column("form", String(10), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("error", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("created_at", Position, nullable=False),
    Column("finished_at", Position),
    UniqueConstraint("org", "resource", "sha256"),
    Index("import_jobs_org", "org", "job_id"),
)
row_errors = Table(
    "import_row_errors",
    metadata,
    Column("job_id", ForeignKey("import_jobs.job_id"), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("error", Text, nullable=False),
)
