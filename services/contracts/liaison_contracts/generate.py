"""Write everything that is generated from the catalogue, or check that it is up to date.

    python -m liaison_contracts.generate             write the pages and build the documents
    python -m liaison_contracts.generate --check     name what is outdated or incompatible
    python -m liaison_contracts.generate --release   keep the schemas of this version forever

Works in a checkout of the project. Examples and pages are kept in git, because people read them
and review them. Schemas, cards and the AsyncAPI document are built into the package (`PUBLISHED`)
and stay out of git: they have the same content as the pages and change with every field (ADR 47).

`released/<version>.json` is what `--check` compares with (see `publish/compat.py`). It is never
overwritten; until its version is published to anybody, the file may be deleted and released again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liaison_contracts.catalogue import COMMANDS, EVENTS
from liaison_contracts.envelope import envelope_from
from liaison_contracts.errors import LiaisonError
from liaison_contracts.message import load
from liaison_contracts.publish import asyncapi, cards, handbook, problem_page, schemas, topology
from liaison_contracts.publish.compat import breaks, essence, one_line_each
from liaison_contracts.publish.examples import example_of

HOME = Path(__file__).resolve().parents[1]
PUBLISHED = Path(__file__).resolve().parent / "published"
PAGE = HOME.parents[1] / "docs" / "reference" / "messages.md"
PROBLEMS_PAGE = "errors.md"
HEADER = "# Written by `python -m liaison_contracts.generate`; edit the dataclass instead.\n"


def version() -> str:
    """Return the version of the contracts, from their `pyproject.toml`."""
    found = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    return str(found["project"]["version"])


def told() -> list[str]:
    """Return the event types of the suite and of finance, sorted; tests may register others."""
    return sorted(name for name in EVENTS if EVENTS[name].source in topology.PRODUCERS)


def asked() -> list[str]:
    """Return the commands of the suite, sorted."""
    return sorted(name for name in COMMANDS if COMMANDS[name].service in topology.PRODUCERS)


def all_schemas() -> dict[str, dict[str, Any]]:
    """Return every JSON Schema, by its file name without the extension."""
    found = {name: schemas.event_schema(EVENTS[name]) for name in told()}
    for name in asked():
        found[name] = schemas.command_schema(COMMANDS[name])
        found[f"{name}.answer"] = schemas.answer_schema(COMMANDS[name])
    return found


def examples(home: Path = HOME) -> dict[str, Any]:
    """Return the example of each event type: the stored one, otherwise a new one."""
    found = {}
    for name in told():
        kept = home / "examples" / f"{name}.json"
        new = not kept.exists()
        found[name] = example_of(EVENTS[name]) if new else json.loads(kept.read_text("utf-8"))
    return found


def files(home: Path = HOME, page: Path = PAGE) -> dict[Path, str]:
    """Return every generated file that is in git, with the text it should have."""
    kept = examples(home)
    wanted = {home / "examples" / f"{name}.json": _json(found) for name, found in kept.items()}
    wanted[page] = handbook.page(told(), asked(), kept)
    wanted[page.with_name(PROBLEMS_PAGE)] = problem_page.page()
    return wanted


def documents(home: Path = HOME) -> dict[str, str]:
    """Return every document that is built into the package, by its path below `PUBLISHED`."""
    kept = examples(home)
    found = {f"schemas/{name}.json": _json(form) for name, form in all_schemas().items()}
    found |= {f"examples/{name}.json": _json(example) for name, example in kept.items()}
    for name in told():
        found[f"catalog/{name}.yaml"] = HEADER + cards.to_yaml(cards.card_of(EVENTS[name]))
    found["asyncapi.json"] = _json(asyncapi.document(version(), kept))
    return found


def build(place: Path = PUBLISHED) -> int:
    """Build the documents into `place`, which is emptied first; return how many there are."""
    shutil.rmtree(place, ignore_errors=True)
    built = documents()
    for name, text in built.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(built)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def stale(wanted: dict[Path, str]) -> list[Path]:
    """Return the files that are out of date.

    An example without a type is no fault: it is kept forever.
    """
    return [path for path, text in wanted.items() if _text(path) != text]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def faults(home: Path = HOME) -> list[str]:
    """Return faults that generating cannot fix: incompatible changes, outdated examples."""
    found = []
    current = all_schemas()
    for release in sorted((home / "released").glob("*.json")):
        kept = json.loads(release.read_text(encoding="utf-8"))
        found += [f"breaks {release.stem}: {text}" for text in breaks(kept, current)]
    for name, example in examples(home).items():
        try:
            load(EVENTS[name].cls, envelope_from(example).data)
        except LiaisonError as error:
            found.append(f"example {name}: {error} {error.faults}")
    return found


def write(wanted: dict[Path, str]) -> list[Path]:
    """Write the files that are out of date, and return them."""
    changed = stale(wanted)
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    return changed


def release(home: Path = HOME) -> Path:
    """Store the compatible parts of this version's schemas, one line per message.

    Raises:
        FileExistsError: when this version was released with other schemas already.
    """
    path = home / "released" / f"{version()}.json"
    text = one_line_each({name: essence(form) for name, form in all_schemas().items()})
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise FileExistsError(f"{version()} was released with other schemas: raise the version")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, check or release; return 1 if there are faults."""
    parser = argparse.ArgumentParser(prog="liaison_contracts.generate", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if out of step")
    parser.add_argument("--release", action="store_true", help="keep this version's schemas")
    chosen = parser.parse_args(arguments)
    if not (HOME / "pyproject.toml").exists():
        parser.error("works only in a checkout of the project")
    if chosen.release:
        print(f"released {release().relative_to(HOME)}")
    wrong = faults()
    changed = stale(files()) if chosen.check else write(files())
    says = "stale" if chosen.check else "written"
    for line in [*wrong, *(f"{says}: {_place(path)}" for path in changed)]:
        print(line)
    if not chosen.check:
        print(f"built: {build()} documents under {_place(PUBLISHED)}")
    return 1 if wrong or (chosen.check and changed) else 0


def _place(path: Path) -> str:
    root = HOME.parents[1]
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


if __name__ == "__main__":
    sys.exit(main())
