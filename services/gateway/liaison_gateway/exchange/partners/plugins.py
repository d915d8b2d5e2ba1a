"""Load partner bodies by entry point: an explicit list, one plugin per name, or no start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from liaison_gateway.exchange.partners.body import PartnerBody
from liaison_kit import plugins

PARTNER_BODIES = "liaison.partner_bodies"


def load_bodies(names: Sequence[str]) -> Mapping[str, PartnerBody]:
    """Return the partner bodies by name, in the order of the allowlist.

    Raises:
        PluginError: with every fault at once.
    """
    return plugins.load(PARTNER_BODIES, names, PartnerBody, words="organisation")
