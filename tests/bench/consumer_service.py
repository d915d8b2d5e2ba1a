"""Define a consumer that stores one row an event by its session, as the services' handlers do.

`start_consumer.py` runs it. It is an echo to the topology, so that it hears the producer's queue.
"""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from liaison_kit.definition import ServiceDefinition
from liaison_kit.service import Service
from liaison_kit.testing import toy


class Base(DeclarativeBase):
    """Hold this service's own table."""


class Heard(Base):
    """One row an event."""

    __tablename__ = "heard_one"
    event_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]


def on_told(work: toy.ToyWork, told: toy.Told) -> None:
    """Add one row."""
    work.session.add(Heard(event_id=work.cause, subject=told.subject, number=told.number))


DEFINITION = ServiceDefinition(
    service=Service(name="echo", hears={toy.Told: on_told}),
    edition=lambda settings: toy.TOY_EDITION,
    tables=Base.metadata,
)
