"""List the pages and the roles that see them."""

from __future__ import annotations

from liaison_gateway.access.route_rights import may
from liaison_kit.claims import Caller

MENU = (
    ("pages.overview", "overview"),
    ("pages.payouts", "payouts"),
    ("pages.bank_statements", "bank_statements"),
    ("pages.policy", "policy"),
    ("pages.accounts", "accounts"),
    ("pages.developers", "developers"),
)


def menu_of(caller: Caller) -> list[tuple[str, str]]:
    """Return endpoint and text name of each page that a caller may see."""
    return [(endpoint, name) for endpoint, name in MENU if may(caller, endpoint)]
