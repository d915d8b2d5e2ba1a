"""Remember what a year's awards may cost (reading A14)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from liaison_incentives.tables.base import AmountFen, Base, Day, Ref


class Budget(Base):
    """Store the budget of a year, and the used share of the last alert in permille."""

    __tablename__ = "budget"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount_fen: Mapped[AmountFen]
    document_no: Mapped[Ref]
    set_by: Mapped[Ref]
    set_on: Mapped[Day]
    alerted_permille: Mapped[int] = mapped_column(default=0)
