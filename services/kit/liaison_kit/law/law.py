"""Say what a rule may ask of the law: one form for the policies of all services.

This module is pure and needs only the standard library, so that policy may use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol, TypeVar

F = TypeVar("F", covariant=True)
R = TypeVar("R", covariant=True)


class Note(Protocol):
    """Hold the source of a figure or reading and its label: TEXT, DERIVED or HOUSE."""

    @property
    def article(self) -> str:
        """Return the article, such as `13(1)`."""

    @property
    def label(self) -> str:
        """Return TEXT, DERIVED or HOUSE."""


class Law(Protocol[F, R]):
    """Answer which figures and readings are in force on a day, if any are (Article 15).

    A service names its own: `Law = law.Law[Figures, Readings]`.
    """

    @property
    def figures(self) -> F:
        """Return the figures of the edition."""

    @property
    def valid_since(self) -> date:
        """Return the first day of the edition; nothing that fell due before it gives a line."""

    @property
    def codes(self) -> Mapping[str, str]:
        """Return the field name of each reading by its code (`A11` -> `part_year`)."""

    @property
    def notes(self) -> Mapping[str, Note]:
        """Return article and label by figure name and by reading code."""

    @property
    def stamp(self) -> str:
        """Return name, version and hash of the edition, for the record of a decision."""

    def __hash__(self) -> int:
        """Return a hash, so that what all lines under a law share can be cached."""

    def readings_on(self, day: date) -> R:
        """Return the readings decided on or before that day."""

    def is_in_force(self, day: date) -> bool:
        """Return whether the edition, or an extension of it, is in force on that day."""
