"""Make applications, panels and cases with everything unsaid in good order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from liaison_kit.law.editions import (
    Edition,
    Extension,
    load_edition,
)
from liaison_registry.policy.facts import Application, Evidence, Finding, Host
from liaison_registry.policy.figures import Figures, Law, Readings
from liaison_registry.policy.segregation import Reviewer

ROOT = Path(__file__).parents[3]
EDITION = ROOT / "services/registry/liaison_registry/editions/luzhou_2017.toml"
ON = date(2018, 3, 1)
KINDS = (
    "application_form",
    "success_cases",
    "location_proof",
    "means_proof",
    "reputation_proof",
    "office_proof",
    "staff_proof",
    "equipment_proof",
    "internet_proof",
    "local_resources_proof",
)


@cache
def base_edition() -> Edition[Figures, Readings]:
    return load_edition(EDITION.read_text(encoding="utf-8"), Figures, Readings)


def a_law(**figures: Any) -> Law:
    """Return the edition, extended without end, with other figures by name."""
    base = replace(base_edition(), figures=replace(base_edition().figures, **figures))
    return base.with_register((Extension("x", date(2017, 8, 2), date(2099, 12, 31)),), ())


def an_application(**other: Any) -> Application:
    evidence = tuple(Evidence(kind, f"sha256:{kind}") for kind in KINDS)
    certificate = Evidence("legal_person_certificate", "sha256:c", date(2018, 1, 5))
    good = Application(
        application_code="A-1",
        host=Host("H-1", "chamber_abroad", "51510500268599528N", True),
        city_code="330100",
        location_classes=("talent_dense_city",),
        full_time_staff=2,
        liaison_officers=1,
        liaison_officers_with_term=1,
        legal_representative_ref="P-1",
        head_ref="P-1",
        guiding_department="industry_federation",
        evidence=(*evidence, certificate),
        findings=tuple(Finding(f"5({n})", True, "as seen on site") for n in (4, 5, 6)),
    )
    return replace(good, **other)


def without(kind: str) -> tuple[Evidence, ...]:
    """Return a good application's evidence but one kind."""
    return tuple(item for item in an_application().evidence if item.kind != kind)


def a_reviewer(person: str, side: str = "talent_office", **other: Any) -> Reviewer:
    return Reviewer(person, other.pop("organisation", side), side, **other)


def weekdays(first: date, last: date) -> int:
    """Count Mondays to Fridays after first, up to and including last."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)
