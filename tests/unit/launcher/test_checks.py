"""Each check of the tree can fail."""

from __future__ import annotations

from pathlib import Path

from deploy.local.checks import policy_faults, size_faults

HERE = Path("services/registry/liaison_registry/policy/sample.py")


def test_a_file_of_300_lines_is_allowed_and_one_of_301_is_not() -> None:
    assert list(size_faults(HERE, "x = 1\n" * 300)) == []
    assert len(list(size_faults(HERE, "x = 1\n" * 301))) == 1


def test_a_function_of_70_lines_is_allowed_and_one_of_71_is_not() -> None:
    assert list(size_faults(HERE, "def f():\n" + "    x = 1\n" * 69)) == []
    [fault] = size_faults(HERE, "def f():\n" + "    x = 1\n" * 70)
    assert "function f has 71 lines" in fault


def test_policy_may_import_the_standard_library_and_policy() -> None:
    text = "from datetime import date\nfrom . import facts\nimport liaison_registry.policy.facts\n"
    assert list(policy_faults(HERE, text)) == []


def test_policy_may_not_import_anything_else() -> None:
    for line in ("import sqlalchemy", "from liaison_kit import log", "from nameko import rpc"):
        assert len(list(policy_faults(HERE, line + "\n"))) == 1
