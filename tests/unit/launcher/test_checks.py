"""Each check of the tree can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local.checks.tree import (
    import_faults,
    layout_faults,
    package_faults,
    second_root_faults,
    size_faults,
    undeclared_faults,
)

HERE = Path("services/registry/liaison_registry/policy/sample.py")


def test_a_file_of_300_lines_is_allowed_and_one_of_301_is_not() -> None:
    assert list(size_faults(HERE, "x = 1\n" * 300)) == []
    assert len(list(size_faults(HERE, "x = 1\n" * 301))) == 1


def test_a_package_of_15_modules_is_allowed_and_one_of_16_is_not() -> None:
    modules = [HERE.with_name("__init__.py"), *(HERE.with_name(f"m{n}.py") for n in range(16))]
    assert list(package_faults(modules[:-1])) == []
    [fault] = package_faults(modules)
    assert "16 modules" in fault


def test_a_function_of_70_lines_is_allowed_and_one_of_71_is_not() -> None:
    assert list(size_faults(HERE, "def f():\n" + "    x = 1\n" * 69)) == []
    [fault] = size_faults(HERE, "def f():\n" + "    x = 1\n" * 70)
    assert "function f has 71 lines" in fault


@pytest.mark.parametrize("mark", ["# fmt: skip", "# fmt: off", "#fmt:skip", "# fmt: skip  #"])
def test_layout_by_hand_without_a_reason_is_found(mark: str) -> None:
    [fault] = layout_faults(HERE, f"x = 1  {mark}\n")
    assert fault.startswith(f"{HERE}:1: {mark[:5]}")


@pytest.mark.parametrize(
    "line", ["x = 1  # fmt: skip  # a table of cases", "# fmt: on", "text = '# fmt: skip'"]
)
def test_layout_by_hand_with_a_reason_is_allowed(line: str) -> None:
    assert list(layout_faults(HERE, line + "\n")) == []


def test_policy_may_import_the_standard_library_and_itself() -> None:
    text = "from datetime import date\nfrom . import facts\nimport liaison_registry.policy.facts\n"
    assert list(import_faults(HERE, text)) == []


@pytest.mark.parametrize(
    "line",
    [
        "import sqlalchemy",
        "from liaison_kit import log",
        "from nameko import rpc",
        "from ..tables import Station",
        "from .. import tables",
        "import liaison_assessment.policy.facts",
    ],
)
def test_policy_may_not_import_anything_else(line: str) -> None:
    assert len(list(import_faults(HERE, line + "\n"))) == 1


def test_year_books_are_a_client_and_import_no_part_of_the_gateway() -> None:
    reader = Path("services/yearbook/liaison_yearbook/book/reader.py")
    assert list(import_faults(reader, "import httpx\nfrom liaison_contracts import money\n")) == []
    assert len(list(import_faults(reader, "from liaison_gateway import backend\n"))) == 1


def test_a_second_import_root_of_tests_is_found() -> None:
    test, names = Path("tests/e2e/kit/test_sample.py"), {"e2e", "integration"}
    one_root = "from tests.e2e.kit.systems import System\nimport integrations\n"
    assert list(second_root_faults(test, one_root, names)) == []
    [fault] = second_root_faults(test, "from e2e.kit.systems import System\n", names)
    assert "write tests.e2e.kit.systems" in fault


def test_other_packages_are_not_guarded_here() -> None:
    tables = Path("services/registry/liaison_registry/tables.py")
    assert list(import_faults(tables, "import sqlalchemy\n")) == []


def test_a_dependency_declared_after_the_lock_was_made_is_found() -> None:
    locked = "path-py==12.5.0 \\\n    --hash=sha256:aa\n    # via liaison-kit\n"
    declared = "[project]\ndependencies = ['path.py>=12', 'liaison-contracts==0.1.*', 'new>=1']\n"
    [fault] = undeclared_faults("kit", declared, locked)
    assert "liaison-kit declares new" in fault
