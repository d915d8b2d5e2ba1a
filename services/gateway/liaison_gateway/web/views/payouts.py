"""Show payments: batches with every act on them, and every payment."""

from __future__ import annotations

from typing import Any

from flask import render_template

from liaison_contracts.money import Fen, fen_of, yuan_of
from liaison_gateway.access.accounts import people_of
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.rights import scope_of
from liaison_gateway.model import documents
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.v1.queries import after, cursor_of
from liaison_gateway.web.blueprint import page, pages

PAGE = 100
ACTS = ("sealed", "approved", "cosigned", "released")
(_BATCHES,) = (view for view in VIEWS if view.kind == "batch")


@pages.route("/payouts")
@page
def payouts() -> Any:
    """Show batches to the people who act on them, and payments to those concerned."""
    sees_batches = bool(set(_BATCHES.roles) & set(caller().roles))
    no_limits: dict[str, Any] = {"filters": {}, "updated_since": ""}
    with gateway().database.reading() as session:
        batches = (
            documents.page(session, "batch", scope={}, after="", limit=500, **no_limits)
            if sees_batches
            else []
        )
        found = documents.page(
            session, "payout", scope=scope_of(caller()), after=after(), limit=PAGE + 1, **no_limits
        )
    shown = found[:PAGE]
    actors = {entry["actor"] for batch in batches for entry in batch["acts"]}
    total = sum(int(fen_of(row["amount"])) for row in shown if "amount" in row)
    return render_template(
        "payouts.html",
        batches=sorted(batches, key=lambda row: str(row["acts"][0]["at"]), reverse=True),
        payouts=shown,
        names=people_of(gateway().database, actors),
        total=yuan_of(Fen(total)),
        next_cursor=cursor_of(shown[-1]["_code"]) if len(found) > PAGE else "",
        sees_batches=sees_batches,
        all_acts=ACTS,
    )
