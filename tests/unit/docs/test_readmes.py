"""The README of each distribution names all of its settings, plugin groups and built-in plugins."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SERVICES = Path(__file__).resolve().parents[3] / "services"
DISTRIBUTIONS = sorted(path.parent.name for path in SERVICES.glob("*/pyproject.toml"))


def project(name: str) -> dict[str, Any]:
    declared = tomllib.loads((SERVICES / name / "pyproject.toml").read_text("utf-8"))
    return dict(declared["project"])


def settings_of(folder: Path) -> Iterator[str]:
    """Return the variable of each call `env("VARIABLE", …)` below a folder."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "env"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def missing(readme: str, declared: dict[str, Any], settings: set[str]) -> set[str]:
    """Return what a README has to name and does not."""
    groups = {
        group: entries
        for group, entries in declared.get("entry-points", {}).items()
        if group.startswith("liaison.")
    }
    wanted = settings | set(groups) | {name for entries in groups.values() for name in entries}
    return {name for name in wanted if f"`{name}`" not in readme}


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_a_readme_names_every_setting_and_plugin(name: str) -> None:
    readme = (SERVICES / name / "README.md").read_text("utf-8")
    assert missing(readme, project(name), set(settings_of(SERVICES / name))) == set()


def test_a_setting_and_a_plugin_that_a_readme_lacks_are_named() -> None:
    declared = {"entry-points": {"liaison.duty_types": {"post": "a:B"}, "console_scripts": {}}}
    found = missing("`liaison.duty_types`", declared, {"LIAISON_MODE"})
    assert found == {"LIAISON_MODE", "post"}


def test_settings_are_found_in_the_code() -> None:
    assert {"LIAISON_MODE", "AMQP_URI"} <= set(settings_of(SERVICES / "kit"))
    assert "LIAISON_STATION_PREFIX" in set(settings_of(SERVICES / "registry"))


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_a_wheel_shows_its_readme_and_a_changelog_has_this_version(name: str) -> None:
    declared = project(name)
    assert declared["readme"] == "README.md"
    changelog = (SERVICES / name / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## {declared['version']} (" in changelog
