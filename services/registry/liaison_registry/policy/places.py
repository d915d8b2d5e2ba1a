"""Look up the listed classes of a city in the edition's dated lists (Articles 2 and 5(1))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_registry.policy.density import prefecture
from liaison_registry.policy.figures import Figures


@dataclass(frozen=True)
class ListedPlace:
    """Hold one class of a city, the first day it is listed, and the source of the list."""

    place_class: str
    since: date
    source: str

    def cited(self) -> str:
        """Return the entry as one line, for the evidence of an answer."""
        return f"{self.place_class}, listed since {self.since}: {self.source}"


def listed_places(city_code: str, on: date, figures: Figures) -> tuple[ListedPlace, ...]:
    """Return the classes of a city on a day, each with its source; empty if no list names it.

    Articles 2 and 5(1) name kinds of places but no cities. The lists are data of the edition, each
    with its first day and the document behind it. A district counts as its city.
    """
    city = prefecture(city_code, figures)
    lists = [_read(entry) for entry in figures.places]
    return tuple(place for cities, place in lists if city in cities and place.since <= on)


def _read(entry: Mapping[str, Any]) -> tuple[frozenset[str], ListedPlace]:
    place = ListedPlace(entry["place_class"], entry["since"], entry["source"])
    return frozenset(entry["cities"]), place
