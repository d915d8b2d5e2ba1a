"""Allow one station per city in principle, and more with a justification (Article 8(1))."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.figures import Figures, Law


@dataclass(frozen=True)
class Site:
    """Hold an application's city, and its justification for a further station, if any."""

    city_code: str
    justification: str = ""


@dataclass(frozen=True)
class Occupant:
    """Hold an existing station: its code, city and state."""

    station_code: str
    city_code: str
    state: str


@dataclass(frozen=True)
class DensityDecision:
    """State whether a city may have another station, and which stations occupy it."""

    is_allowed: bool
    city: str
    occupied_by: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def prefecture(city_code: str, figures: Figures) -> str:
    """Return the prefecture-level city of a place; a municipality counts as one city (A37)."""
    if city_code[:2] in figures.municipality_prefixes:
        return city_code[:2] + "0000"
    return city_code[:4] + "00"


def check_density(site: Site, stations: Iterable[Occupant], on: date, law: Law) -> DensityDecision:
    """Decide whether a city has room: one station in principle, more with a justification.

    Article 8(1). The leading group and the city government decide whether the justification is
    convincing; this rule only requires that there is one.
    """
    level = LEVELS[law.readings_on(on).city_level]
    city = level(site.city_code, law.figures)
    holders = tuple(
        sorted(
            s.station_code
            for s in stations
            if s.state in law.figures.occupying_states and level(s.city_code, law.figures) == city
        )
    )
    if len(holders) < law.figures.stations_per_city or site.justification.strip():
        return DensityDecision(True, city, holders)
    why = reason("city_has_station", "8(1)", city=city, stations=holders)
    return DensityDecision(False, city, holders, (why,))


LEVELS: dict[str, Callable[[str, Figures], str]] = {"prefecture": prefecture}
