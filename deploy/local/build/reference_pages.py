"""Write the reference pages that are generated from code: policy, articles and rights.

`python -m deploy.local.build.reference_pages` writes them; with `--check` it fails where one is out of step.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from deploy.local.build.rights_page import rights_page
from deploy.local.build.station_page import station_page

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs" / "reference"
SERVICES = ("registry", "assessment", "incentives")
ARTICLES = tuple(range(1, 16))
CARRIED_OUT = "services/contracts/liaison_contracts/editions/luzhou_2017.json"
LEFT_TO_PEOPLE = {
    1: "states the purpose; it decides nothing that software could decide",
}
"""Articles that no rule cites, each with the reason."""


def edition(service: str) -> dict[str, Any]:
    """Return a service's part of the edition, from its TOML file."""
    path = ROOT / f"services/{service}/liaison_{service}/editions/luzhou_2017.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def policy_page() -> str:
    """Return the page of all figures and readings."""
    lines = [
        "# Figures and readings of the edition luzhou_2017",
        "",
        "Generated from the editions of the three services; do not edit. TEXT is stated in the",
        "regulation, DERIVED is needed to implement it, HOUSE is added by the office.",
        "",
        "## Figures",
        "",
        "| figure | value | unit | article | label | what it says |",
        "|---|---|---|---|---|---|",
        *_figure_rows(),
        "",
        "## Readings of open sentences",
        "",
        "The first value is in force until the office decides another one (Article 15). A value",
        "in brackets is a possible reading that no rule implements yet; it is refused.",
        "",
        "| reading | article | label | in force | other values | what it says |",
        "|---|---|---|---|---|---|",
        *_reading_rows(),
        "",
    ]
    return "\n".join(lines)


def _figure_rows() -> Iterator[str]:
    for service in SERVICES:
        for name, entry in sorted(edition(service)["figures"].items()):
            yield (
                f"| `{service}.{name}` | {entry['value']} | {entry.get('unit', '')} "
                f"| {entry['article']} | {entry['label']} | {entry['says']} {entry['says_zh']} |"
            )


def _reading_rows() -> Iterator[str]:
    entries = {
        code: entry for name in SERVICES for code, entry in edition(name)["readings"].items()
    }
    for code in sorted(entries, key=lambda code: int(code[1:])):
        entry = entries[code]
        others = [
            value if value in entry["implemented"] else f"({value})"
            for value in entry["values"]
            if value != entry["value"]
        ]
        yield (
            f"| {code} | {entry['article']} | {entry['label']} | `{entry['value']}` "
            f"| {', '.join(others)} | {entry['says']} {entry['says_zh']} |"
        )


def cited() -> dict[int, set[str]]:
    """Return, by article, the figures, readings, events and commands that cite it."""
    from liaison_contracts import catalogue  # only the checks need our packages
    from liaison_contracts.message import COMMANDS, EVENTS

    found: dict[int, set[str]] = defaultdict(set)
    for name in SERVICES:
        for table in ("figures", "readings"):
            for key, entry in edition(name)[table].items():
                _cite(found, [entry["article"]], f"{name}.{key}" if table == "figures" else key)
    for kind in EVENTS.values():
        if kind.cls.__module__.startswith(catalogue.__package__ or ""):
            _cite(found, kind.articles, f"event `{kind.type}`")
    for name, command in COMMANDS.items():
        if command.cls.__module__.startswith(catalogue.__package__ or ""):
            _cite(found, command.articles, f"command `{name}`")
    return found


def _cite(found: dict[int, set[str]], articles: Iterable[str], what: str) -> None:
    for article in articles:
        for number in re.findall(r"(?<![(\d])\d{1,2}", article):
            found[int(number)].add(what)


def articles_page() -> str:
    """Return the page that lists, by article, the parts of the software that implement it."""
    found = cited()
    lines = [
        "# Where each article lives",
        "",
        "Generated from what cites it; do not edit. An article that nothing cites has a reason.",
        "",
    ]
    for number in ARTICLES:
        lines += [f"## Article {number}", ""]
        if number in LEFT_TO_PEOPLE:
            lines += [f"It {LEFT_TO_PEOPLE[number]}.", ""]
        lines += [f"- {what}" for what in sorted(found.get(number, ()))] + [""]
    return "\n".join(lines)


def uncited() -> list[int]:
    """Return the articles that nothing cites, without a stated reason."""
    found = cited()
    return [number for number in ARTICLES if number not in found and number not in LEFT_TO_PEOPLE]


def pages() -> dict[Path, str]:
    """Return every page by its path."""
    return {
        PAGES / "policy.md": policy_page(),
        PAGES / "articles.md": articles_page(),
        PAGES / "rights.md": rights_page(),
        PAGES / "station.md": station_page(),
        ROOT / CARRIED_OUT: carried_out(),
    }


def carried_out() -> str:
    """Return, as JSON, the values of each reading that all services using it implement."""
    found: dict[str, list[str]] = {}
    for name in SERVICES:
        for code, entry in edition(name)["readings"].items():
            known = found.get(code, entry["implemented"])
            found[code] = [value for value in known if value in entry["implemented"]]
    in_order = {code: found[code] for code in sorted(found, key=lambda code: int(code[1:]))}
    return json.dumps(in_order, indent=2) + "\n"


def main() -> int:
    """Write the pages, or list those that are out of date."""
    stale = [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of step. Type: make contracts", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages()[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
