"""Write `docs/reference/rights.md` from the table of rights: routes down, roles across."""

from __future__ import annotations

import tomllib
from pathlib import Path

from liaison_gateway.access.rights import ROLES, with_implied

MARKS = {"all": "●", "own": "○"}


def rights_page(table: Path) -> str:
    """Return the page of a table of rights."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    heads = [role.replace("_", " ") for role in ROLES]
    lines = [
        "# Who may do what",
        "",
        "Generated from `rights_table.toml` of the gateway; do not edit. ● acts on everything, ○",
        "on what is theirs: a department on its stations and applications, a station on itself. A",
        "test walks every route as every role, on one's own things and on two others'.",
        "",
        f"| route | {' | '.join(heads)} |",
        f"|---|{'---|' * len(heads)}",
    ]
    for name, row in rows.items():
        marks = ["everybody" if row.get("public") else _mark(row, role) for role in ROLES]
        shown = [marks[0], *[""] * (len(ROLES) - 1)] if row.get("public") else marks
        lines.append(f"| `{name}` | {' | '.join(shown)} |")
    return "\n".join([*lines, ""])


def _mark(row: dict[str, list[str]], role: str) -> str:
    held = set(with_implied([role]))
    return next((mark for scope, mark in MARKS.items() if held & set(row.get(scope, ()))), "")
