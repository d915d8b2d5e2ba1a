"""Define the tables for people, code counters, the policy register and refused facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import entries
from liaison_registry.tables.base import Base, Ref


class Counter(Base):
    """Store the last number of a code series; its row is also the lock for assigning codes."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int]


class Person(Base):
    """Store a person's identity, encrypted; all other tables hold only the reference."""

    __tablename__ = "person"
    person_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    document_type: Mapped[entries.DocumentType] = mapped_column(String(40))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    number_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PolicyProposal(Base):
    """Store an entry of the policy register and the two people who made it (Article 15)."""

    __tablename__ = "policy_proposal"
    proposal_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]]
    proposed_by: Mapped[str] = mapped_column(Ref)
    recorded_by: Mapped[str | None] = mapped_column(Ref)


class RefusedFact(Base):
    """Store a well-formed fact that has no effect under a rule, with the articles."""

    __tablename__ = "refused_fact"
    refused_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str]
    on: Mapped[date] = mapped_column("on_day", Date)
    actor: Mapped[str] = mapped_column(Ref)
    edition: Mapped[str] = mapped_column(String(120))
    reasons: Mapped[list[Any]]
