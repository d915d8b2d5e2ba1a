"""Another city's measures: a longer term, a higher base grant, and both programmes in full.

An edition has a part for each service. This one takes over what it does not say otherwise; one that
differs more ships TOML files of its own and loads them by `liaison_kit.law.editions.load_edition`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from liaison_assessment.editions import load as load_assessment
from liaison_incentives.editions import load as load_incentives
from liaison_kit.law.editions import Edition
from liaison_kit.law.reforms import Reform, reformed
from liaison_registry.editions import load as load_registry

NAME = "elsewhere_2030"
DIFFERS = Reform(NAME, figures={"base_grant_fen": 4_000_000}, readings={"A18": "sum"})


def _ours(edition: Edition[Any, Any]) -> Edition[Any, Any]:
    return replace(
        reformed(edition, DIFFERS),
        name=NAME,
        version="1",
        document_no="Elsewhere 2030/1",
        valid_since=date(2017, 1, 1),
        valid_until=date(2039, 12, 31),
    )


class ForRegistry:
    """Give the registry's part."""

    name = f"registry.{NAME}"

    def edition(self) -> Edition[Any, Any]:
        """Return the edition."""
        return _ours(load_registry("luzhou_2017"))


class ForAssessment:
    """Give assessment's part."""

    name = f"assessment.{NAME}"

    def edition(self) -> Edition[Any, Any]:
        """Return the edition."""
        return _ours(load_assessment("luzhou_2017"))


class ForIncentives:
    """Give incentives' part."""

    name = f"incentives.{NAME}"

    def edition(self) -> Edition[Any, Any]:
        """Return the edition."""
        return _ours(load_incentives("luzhou_2017"))
