"""Declare assessment to the kit."""

from __future__ import annotations

from liaison_assessment.context import context_of
from liaison_assessment.plugins import load_edition
from liaison_assessment.policy.figures import Figures, Readings
from liaison_assessment.service import SERVICE
from liaison_assessment.settings import AssessmentSettings
from liaison_assessment.tables import Base
from liaison_kit.definition import ServiceDefinition
from liaison_kit.law.editions import Edition


def edition_of(settings: AssessmentSettings) -> Edition[Figures, Readings]:
    """Load the policy edition that the settings name."""
    return load_edition(settings.edition)


DEFINITION = ServiceDefinition(
    service=SERVICE,
    edition=edition_of,
    tables=Base.metadata,
    settings=AssessmentSettings,
    context=context_of,
    append_only=(
        "finding_defences",
        "frozen_dossiers",
        "grades",
        "missed_duties",
        "referrals",
        "streaks",
        "tie_decisions",
    ),
)
