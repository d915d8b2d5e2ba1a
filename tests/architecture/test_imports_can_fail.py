"""Each import contract can fail: one forbidden import is planted, and exactly that one is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = [
    ("liaison_kit/store/ids.py", "import liaison_registry", "Kit stands on contracts"),
    ("liaison_registry/plugins.py", "import liaison_assessment", "independent"),
    ("liaison_yearbook/client.py", "import liaison_kit", "Year books are a client"),
    ("liaison_assessment/tables/base.py", "import liaison_assessment.usecases", "In a service"),
    ("liaison_incentives/policy/money.py", "import liaison_kit", "Policy knows"),
    ("liaison_kit/store/ids.py", "import liaison_contracts.registry", "no domain word"),
    ("liaison_contracts/money.py", "import sqlalchemy", "Contracts need marshmallow"),
    ("liaison_gateway/start/app.py", "import kombu", "nameko and AMQP"),
    ("liaison_kit/store/ids.py", "import flask", "Flask only"),
    ("liaison_assessment/service.py", "import sqlalchemy", "SQLAlchemy only"),
    ("liaison_gateway/access/keys.py", "import liaison_gateway.web", "eight floors"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Copy the packages and the contracts on them."""
    folder = tmp_path_factory.mktemp("house")
    for package in ROOT.glob("services/*/liaison_*"):
        ignore = shutil.ignore_patterns("__pycache__", "*.toml", "static", "templates")
        if (package / "__init__.py").exists():
            shutil.copytree(package, folder / package.name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts over a copy."""
    program = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_every_import_contract(copy):
    found = lint(copy)
    assert found.returncode == 0, found.stdout
    assert f"{len(PLANTED)} kept, 0 broken" in found.stdout


@pytest.mark.parametrize(("path", "line", "contract"), PLANTED)
def test_a_forbidden_import_is_found(copy, path, line, contract):
    target = copy / path
    before = target.read_text(encoding="utf-8")
    target.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        found = lint(copy)
    finally:
        target.write_text(before, encoding="utf-8")
    broken = [row for row in found.stdout.splitlines() if " BROKEN" in row]
    assert found.returncode != 0
    assert any(contract in row for row in broken), found.stdout
