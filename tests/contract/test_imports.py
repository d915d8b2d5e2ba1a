"""The contracts install alone: importing all of them loads marshmallow and nothing else."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import importlib, pkgutil, sys
before = set(sys.modules)
import {package}
for found in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(found.name)
print(*sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
"""
OURS = {"liaison_contracts", "marshmallow"}
NEEDED_BY_MARSHMALLOW = {"typing_extensions", "backports", "_typeshed"}


def loaded_by(package: str) -> set[str]:
    """Return the top-level packages outside the standard library that importing one loads."""
    probe = [sys.executable, "-c", PROBE.format(package=package)]
    found = subprocess.run(probe, capture_output=True, text=True, check=True).stdout.split()
    return set(found) - sys.stdlib_module_names


def test_contracts_load_marshmallow_and_nothing_else() -> None:
    assert loaded_by("liaison_contracts") - NEEDED_BY_MARSHMALLOW == OURS


def test_another_package_would_be_found() -> None:
    assert "markupsafe" in loaded_by("jinja2")
