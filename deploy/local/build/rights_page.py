"""Write `docs/reference/rights.md` from the rows that the gateway enforces: routes by roles."""

from __future__ import annotations

from liaison_contracts.roles import EVERYBODY
from liaison_gateway.access.rights import with_implied
from liaison_gateway.access.rights_table import Row, rights_table
from liaison_gateway.v1.rights import rows_by_route


def rights_page() -> str:
    """Return the page of all routes."""
    heads = [role.replace("_", " ") for role in EVERYBODY]
    lines = [
        "# Who may do what",
        "",
        "Generated from what the gateway enforces: its `rights_table.toml`, and the roles that",
        "each command declares; do not edit. ● acts on everything, ○ on what is theirs: a",
        "department on its stations and applications, a station on itself. A test calls every",
        "route as every role, on one's own things and on two others'.",
        "",
        f"| route | {' | '.join(heads)} |",
        f"|---|{'---|' * len(heads)}",
    ]
    for name, row in rows_by_route(rights_table()).items():
        marks = [_mark(row, role) for role in EVERYBODY]
        shown = ["everybody", *[""] * (len(EVERYBODY) - 1)] if row.is_public else marks
        lines.append(f"| `{name}` | {' | '.join(shown)} |")
    return "\n".join([*lines, ""])


def _mark(row: Row, role: str) -> str:
    held = set(with_implied([role]))
    if held & set(row.everything):
        return "●"
    return "○" if held & set(row.own) else ""
