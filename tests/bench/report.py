"""Gather what the benchmarks measured, print it, and write it into the reference page.

A benchmark fails only when it cannot measure: a missed target is a figure in the page.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import machine

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = (
    "| | measured | this software | target | | bare reference, same run | on |",
    "|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Figure:
    """Hold what several runs gave, in one unit; shown as the median and both ends.

    >>> Figure("events/s", [2100.0, 1900.0, 2000.0]).shown()
    '2,000 events/s (1,900 to 2,100)'
    """

    unit: str
    values: Sequence[float]

    @property
    def median(self) -> float:
        """Return the middle value."""
        return statistics.median(self.values)

    def shown(self) -> str:
        """Return the figure as a reader wants it."""
        middle, least, most = map(_short, (self.median, min(self.values), max(self.values)))
        return f"{middle} {self.unit}" + (f" ({least} to {most})" if len(self.values) > 1 else "")


@dataclass(frozen=True)
class Target:
    """Say what a figure has to reach: `at_least` or `at_most`.

    >>> Target(at_least=3000).shown("events/s"), Target(at_most=20).is_met_by(21)
    ('≥ 3,000 events/s', False)
    """

    at_least: float | None = None
    at_most: float | None = None

    def is_met_by(self, value: float) -> bool:
        """Tell whether a value reaches it."""
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    def shown(self, unit: str) -> str:
        """Return the target with its sign."""
        if self.at_least is not None:
            return f"≥ {_short(self.at_least)} {unit}"
        return f"≤ {_short(self.at_most or 0)} {unit}"


@dataclass(frozen=True)
class Row:
    """Hold one line of the table."""

    number: str
    what: str
    figure: Figure
    target: Target | None = None
    reference: str = ""

    def line(self) -> str:
        """Return the line in Markdown."""
        met = ""
        if self.target is not None:
            met = "met" if self.target.is_met_by(self.figure.median) else "**missed**"
        target = self.target.shown(self.figure.unit) if self.target else ""
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        cells = (self.number, self.what, self.figure.shown(), target, met, self.reference, today)
        return f"| {' | '.join(cells)} |"


class Report:
    """Collect rows over a session, print each at once, and bring them to the page at the end."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Note a row and print it."""
        self.rows.append(row)
        print(f"\n{row.line()}")

    def write(self, page: Path = PAGE) -> None:
        """Put the rows into the page's table, each in place of the one of its number."""
        text = page.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        known, _, after = rest.partition(END)
        lines = dict(filter(None, map(_numbered, known.splitlines())))
        lines |= {row.number: row.line() for row in self.rows}
        table = [lines[number] for number in sorted(lines, key=_place)]
        body = "\n".join([*machine.described(), "", *HEAD, *table])
        page.write_text(f"{before}{BEGIN}\n{body}\n{END}{after}", encoding="utf-8")


def _numbered(line: str) -> tuple[str, str] | None:
    """Return a row of the table under its number, or None for any other line.

    >>> _numbered("| 2b | feed | 3 ms |")
    ('2b', '| 2b | feed | 3 ms |')
    >>> _numbered("| | measured |"), _numbered("|---|---|")
    (None, None)
    """
    found = re.match(r"\| (\w+) \|", line)
    return (found[1], line) if found else None


def _place(number: str) -> tuple[str, int, str]:
    """Order 2 before 10, and 2b behind 2.

    >>> sorted(["10", "2b", "R1", "2"], key=_place)
    ['2', '2b', '10', 'R1']
    """
    digits = "".join(sign for sign in number if sign.isdigit())
    before, _, behind = number.partition(digits)
    return before, int(digits or 0), behind


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.1f}"
