"""Read requirements.lock: one file, of which each group installs only its part.

The lock names, under each package, the packages that require it (`# via`). Followed from the groups
of the root pyproject.toml and from the project's distributions, these lines tell which packages
`make run` needs and which only `make test` does. The lines are copied with their hashes unchanged.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LOCK = Path("requirements.lock")
OURS = ("contracts", "kit", "registry", "assessment", "incentives", "gateway", "yearbook")
# What of ours each one needs; all others need contracts and the kit.
NEEDS = {"contracts": (), "kit": ("contracts",), "yearbook": ("contracts",)}
# What pip is told: install what is listed and look for nothing else. The list is whole, and an
# older pip would take the newest release of a package that another one names with an extra.
EXACTLY = ("--require-hashes", "--no-deps")
# Each group installs what the groups before it install as well.
GROUPS = {
    "run": ("run",),
    "test": ("run", "test"),
    "docs": ("run", "docs"),
    "check": ("run", "test", "docs", "check"),
    "lock": ("run", "lock"),
}


@dataclass(frozen=True)
class Pin:
    """One locked package: its name, its lines with all hashes, and the packages that require it."""

    name: str
    lines: str
    asked_by: frozenset[str]


def read(text: str) -> list[Pin]:
    """Read the packages of a lock.

    >>> [pin] = read("attrs==26.1.0 \\\\\\n    --hash=sha256:ab\\n    # via liaison-kit\\n")
    >>> pin.name, sorted(pin.asked_by)
    ('attrs', ['liaison-kit'])
    """
    pins: list[Pin] = []
    block: list[str] = []
    for line in [*text.splitlines(), "end"]:
        if line[:1].strip() and block:
            pins.append(_pin(block))
            block = []
        if block or ("==" in line and line[:1].isalnum()):
            block.append(line)
    return pins


def _pin(block: list[str]) -> Pin:
    lines = [line for line in block if line and not line.lstrip().startswith("#")]
    comments = [line.strip(" #") for line in block if line.startswith("    #")]
    askers = (re.sub(r"^via\s*", "", comment) for comment in comments)
    return Pin(
        name=block[0].split("==")[0],
        lines="\n".join(lines) + "\n",
        asked_by=frozenset(asker for asker in askers if asker),
    )


def subset(pins: Iterable[Pin], wanted: Iterable[str]) -> list[Pin]:
    """Return the packages that `wanted` require, directly or through others."""
    pins = list(pins)
    reached = set(wanted)
    chosen: list[Pin] = []
    grew = True
    while grew:
        more = [pin for pin in pins if pin not in chosen and pin.asked_by & reached]
        chosen += more
        reached |= {pin.name for pin in more}
        grew = bool(more)
    return sorted(chosen, key=lambda pin: pin.name)


def askers_of_group(group: str) -> set[str]:
    """Return the names that require packages in a group: the group and its distributions."""
    groups = {f"liaison (pyproject.toml:{name})" for name in GROUPS[group]}
    return groups | {f"liaison-{name}" for name in OURS}


def askers_of_distribution(name: str) -> set[str]:
    """Return the names that require packages when one distribution is installed alone.

    >>> sorted(askers_of_distribution("contracts"))
    ['liaison-contracts']
    """
    return {f"liaison-{each}" for each in with_needs(name)}


def with_needs(name: str) -> list[str]:
    """Return a distribution, preceded by those it needs.

    >>> with_needs("registry")
    ['contracts', 'kit', 'registry']
    >>> with_needs("yearbook")
    ['contracts', 'yearbook']
    """
    return [*NEEDS.get(name, ("contracts", "kit")), name]


def requirements(wanted: Iterable[str], lock: Path = LOCK) -> str:
    """Return the part of the lock for `pip install --require-hashes -r`."""
    chosen = subset(read(lock.read_text(encoding="utf-8")), wanted)
    if not chosen:
        raise ValueError(f"Nothing in {lock} is asked for by {', '.join(sorted(wanted))}.")
    return "".join(pin.lines for pin in chosen)


if __name__ == "__main__":
    sys.stdout.write(requirements(askers_of_group(sys.argv[1])))
