"""Remember suspicions of falsification (Article 12(4))."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import findings
from liaison_assessment.tables.base import Base


class Finding(Base):
    """A suspicion of falsification: opened, then confirmed or dismissed by a second person."""

    __tablename__ = "findings"

    finding_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    found_on: Mapped[date]
    found_by: Mapped[str] = mapped_column(String(120))
    grounds: Mapped[str] = mapped_column(Text)
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None] = mapped_column(String(120))
    document_no: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(Text)

    def facts(self) -> findings.Finding:
        """Return the finding as its rules read it."""
        return findings.Finding(
            self.finding_code, self.station_code, self.found_on, self.found_by, self.settled_on
        )
