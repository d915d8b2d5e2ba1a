"""Provide incentives' built-in policy editions as data with articles and labels."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from liaison_incentives.policy.figures import Figures, Readings
from liaison_kit.law.editions import Edition, load_edition


@cache
def load(name: str) -> Edition[Figures, Readings]:
    """Load a packaged edition by its name, such as `luzhou_2017`.

    >>> load("luzhou_2017").term_article
    '15'

    Raises:
        EditionError: with every fault of the file.
    """
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return load_edition(text, Figures, Readings)


class Luzhou2017:
    """Provide incentives' part of the measures of 2017."""

    name = "incentives.luzhou_2017"

    def edition(self) -> Edition[Figures, Readings]:
        """Return the edition."""
        return load("luzhou_2017")
