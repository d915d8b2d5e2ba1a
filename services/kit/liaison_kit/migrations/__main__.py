"""Write a migration: `python -m liaison_kit.migrations new liaison_registry -m "Add visits"`.

It needs an empty PostgreSQL database (DATABASE_URL or --url), which it upgrades and compares.
`kit` instead of a package means the kit's own tables. Review the file before committing it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

from liaison_kit.definition import ServiceDefinition
from liaison_kit.migrations import (
    KIT,
    SERVICE_VERSIONS,
    History,
    folder_of,
    new_revision,
    upgrade,
)
from liaison_kit.store.database import Database


def main() -> int:
    """Write one migration and print its path."""
    parser = argparse.ArgumentParser(prog="python -m liaison_kit.migrations")
    new = parser.add_subparsers(required=True).add_parser("new", help="write a migration")
    new.add_argument("package", help="liaison_registry, liaison_registry.definition:X, or kit")
    new.add_argument("-m", "--message", required=True, help="what it does, as an imperative")
    new.add_argument("--url", default=os.environ.get("DATABASE_URL", ""), help="empty database")
    options = parser.parse_args()
    if not options.url.startswith("postgresql"):
        print("Give an empty PostgreSQL database by --url or DATABASE_URL.", file=sys.stderr)
        return 2
    database = Database(options.url)
    try:
        upgrade(KIT, database.engine)
        history = KIT if options.package == "kit" else _history(options.package)
        for path in new_revision(history, database.engine, options.message):
            print(path)
    finally:
        database.close()
    return 0


def _history(package: str) -> History:
    module, _, name = package.partition(":")
    if not name:
        module, name = f"{package}.definition", "DEFINITION"
    definition: ServiceDefinition = getattr(importlib.import_module(module), name)
    assert definition.tables is not None, "a service without tables has nothing to migrate"
    folder = folder_of(definition) or _make_folder(module.split(".")[0])
    return History(definition.name, definition.tables, folder, SERVICE_VERSIONS)


def _make_folder(package: str) -> Path:
    root = importlib.import_module(package).__file__
    assert root is not None
    folder = Path(root).parent / "migrations" / "versions"
    folder.mkdir(parents=True)
    for made in (folder.parent, folder):
        (made / "__init__.py").write_text(
            '"""Bring the service\'s tables forward, step by step."""\n'
        )
    return folder


if __name__ == "__main__":
    sys.exit(main())
