"""List the pages by who sees them."""

from __future__ import annotations

from liaison_gateway.access.role_groups import READERS
from liaison_gateway.model.views.view import ALL, MONEY
from liaison_kit.claims import Caller

MENU = (
    ("pages.overview", "overview", ALL),
    ("pages.payouts", "payouts", MONEY),
    ("pages.policy", "policy", ALL),
    ("pages.accounts", "accounts", ("talent_office", "ops", "auditor")),
    ("pages.developers", "developers", READERS),
)


def menu_of(caller: Caller) -> list[tuple[str, str]]:
    """Return endpoint and text name of each page that a caller sees."""
    return [(endpoint, name) for endpoint, name, roles in MENU if set(roles) & set(caller.roles)]
