"""Give each separated step and each kind of tie a code of its own.

The token of a tie is a keyed hash of its kind and its value, so it cannot be computed again here.
Ties of persons without a token would let a related reviewer sit on a panel, so the migration stops
rather than lose them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STEPS = {"submit": "submission", "approve": "deliberation"}
ACT = sa.table("application_act", sa.column("act", sa.String))
TIE = sa.table("tie", sa.column("kind", sa.String))


def upgrade() -> None:
    """Bring the tables forward."""
    _require_no_ties("legal_person")
    for former, code in STEPS.items():
        op.execute(sa.update(ACT).where(ACT.c.act == former).values(act=code))


def downgrade() -> None:
    """Take the tables back."""
    _require_no_ties("related_person")
    for former, code in STEPS.items():
        op.execute(sa.update(ACT).where(ACT.c.act == code).values(act=former))


def _require_no_ties(kind: str) -> None:
    found = op.get_bind().scalar(sa.select(sa.func.count()).where(TIE.c.kind == kind))
    if found:
        raise RuntimeError(
            f"{found} ties of the kind {kind} are hashed under that name. Delete them, migrate,"
            " and register the reviewers and save the applications again."
        )
