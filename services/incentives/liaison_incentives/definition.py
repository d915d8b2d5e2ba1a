"""Declare incentives to the kit."""

from __future__ import annotations

from liaison_incentives.commands import COMMANDS
from liaison_incentives.context import context_of
from liaison_incentives.plugins import load_edition
from liaison_incentives.policy.figures import Figures, Readings
from liaison_incentives.service import SERVICE
from liaison_incentives.settings import IncentivesSettings
from liaison_incentives.tables import metadata
from liaison_kit.definition import ServiceDefinition
from liaison_kit.law.editions import Edition


def edition_of(settings: IncentivesSettings) -> Edition[Figures, Readings]:
    """Load the policy edition that the settings name."""
    return load_edition(settings.edition)


DEFINITION = ServiceDefinition(
    service=SERVICE,
    edition=edition_of,
    tables=metadata,
    settings=IncentivesSettings,
    context=context_of,
    append_only=(
        "ledger_entry",
        "ledger_checkpoint",
        "settlement",
        "used_password",
        "batch_item",
        "batch_signature",
    ),
    commands=COMMANDS,
)
