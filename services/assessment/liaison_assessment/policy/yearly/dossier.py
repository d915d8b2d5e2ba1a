"""Assemble the records of a station's year under the seven materials (Article 12(2))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.figures import Figures
from liaison_contracts.reasons import Reason, reason

MATERIALS = (
    "publicity",
    "talent_exchanges",
    "natives_directory",
    "information_reports",
    "recruitment_results",
    "tasks_and_events",
    "spending",
)
"""Names of the seven materials, in the order of Article 12(2)."""
DIRECTORY, RECRUITMENT, TASKS, SPENDING = 3, 5, 6, 7
OF_DUTY = {
    "promotion_post": 1,
    "talent_exchange": 2,
    "natives_directory": DIRECTORY,
    "contact": DIRECTORY,
    "information_report": 4,
    "delegation_visit": RECRUITMENT,
    "assigned_task": TASKS,
}
OF_ARTICLE = {"11(1)": 1, "11(2)": 2, "11(3)": 4, "11(4)": RECRUITMENT}


@dataclass(frozen=True)
class Item:
    """Hold one recorded item: its kind, code, date and reference.

    For items that are only counted, such as people in the directory, `reference` is the number.
    """

    kind: str
    reference: str
    on: date
    state: str


@dataclass(frozen=True)
class SelfAssessmentText:
    """Hold what a station says about one material, with the hashes of its files."""

    text: str
    evidence_sha256: tuple[str, ...] = ()


@dataclass(frozen=True)
class StationYear:
    """Hold all records of a station for a year, by the number of the material.

    `missed` has the material and the period of each duty that was missed.
    """

    station_code: str
    year: int
    items: Mapping[int, tuple[Item, ...]]
    self_assessment: Mapping[int, SelfAssessmentText]
    missed: tuple[tuple[int, str], ...] = ()
    incidents: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Material:
    """Hold one material of a dossier; `is_missing` without a record and a self-assessment."""

    number: int
    name: str
    items: tuple[Item, ...]
    states: Mapping[str, int]
    periods_missed: tuple[str, ...]
    self_assessment: SelfAssessmentText | None

    @property
    def is_missing(self) -> bool:
        """Return whether nothing was submitted."""
        return not self.items and self.self_assessment is None


@dataclass(frozen=True)
class Dossier:
    """Hold a station's seven materials of a year, its incidents, and notices of gaps."""

    station_code: str
    year: int
    materials: tuple[Material, ...]
    incidents: tuple[Item, ...]
    notices: tuple[Reason, ...]


def material_of(duty_type: str, article: str = "") -> int:
    """Return the material of a duty; the duty of a plugin is matched by its article.

    >>> material_of("talent_exchange"), material_of("mentoring", "11(3)")
    (2, 4)
    """
    return OF_DUTY.get(duty_type) or OF_ARTICLE.get(article, TASKS)


def assemble(facts: StationYear, figures: Figures) -> Dossier:
    """Return the dossier of a station's year (Article 12(2)).

    A material without any submission gets a notice: without points it counts as zero (A47).
    """
    missed: dict[int, list[str]] = defaultdict(list)
    for number, period in facts.missed:
        missed[number].append(period)
    count = len(figures.weights_percent)
    materials = tuple(_material(number, facts, missed) for number in range(1, count + 1))
    notices = tuple(
        reason("material_empty", "12(2)", material=material.number, name=material.name)
        for material in materials
        if material.is_missing
    )
    return Dossier(facts.station_code, facts.year, materials, facts.incidents, notices)


def _material(number: int, facts: StationYear, missed: Mapping[int, list[str]]) -> Material:
    items = tuple(sorted(facts.items.get(number, ()), key=lambda i: (i.on, i.kind, i.reference)))
    return Material(
        number=number,
        name=MATERIALS[number - 1],
        items=items,
        states=_counted(item.state for item in items),
        periods_missed=tuple(sorted(missed.get(number, ()))),
        self_assessment=facts.self_assessment.get(number),
    )


def _counted(states: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for state in states:
        found[state] += 1
    return dict(sorted(found.items()))
