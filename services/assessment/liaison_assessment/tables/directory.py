"""Define the tables for the natives directory; identifying data is encrypted (11(2), A54)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.tables.base import Base


class Native(Base):
    """Store a person from Luzhou in a station's directory; erasing removes `sealed`."""

    __tablename__ = "natives"

    native_ref: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    sector: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    purpose: Mapped[str] = mapped_column(Text)
    agreed_on: Mapped[date]
    saved_on: Mapped[date]
    saved_by: Mapped[str] = mapped_column(String(120))
    kept_until: Mapped[date] = mapped_column(index=True)
    erased_on: Mapped[date | None]
    erased_by: Mapped[str | None] = mapped_column(String(120))
    erased_because: Mapped[str | None] = mapped_column(Text)


class Contact(Base):
    """Store a contact with a person; the encrypted note is erased with the person."""

    __tablename__ = "contacts"

    contact_code: Mapped[str] = mapped_column(primary_key=True)
    native_ref: Mapped[str] = mapped_column(index=True)
    station_code: Mapped[str] = mapped_column(index=True)
    contacted_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(10))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[str] = mapped_column(String(120))


class RevealDay(Base):
    """Store how many people a caller has revealed on one day."""

    __tablename__ = "reveal_days"

    actor: Mapped[str] = mapped_column(String(120), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    reveals: Mapped[int]
