"""The bootstrap picks the newest tested Python that can make an environment."""

from __future__ import annotations

import sys

import pytest

from deploy.local.environment.interpreters import (
    Interpreter,
    NoInterpreter,
    best,
    candidates,
    probe,
)


def a_python(minor: int, *, has_venv: bool = True) -> Interpreter:
    return Interpreter(f"python3.{minor}", (3, minor), has_venv)


def test_the_newest_tested_version_wins() -> None:
    assert best([a_python(11), a_python(13), a_python(12)]).version == (3, 13)


def test_an_untested_version_is_taken_only_where_nothing_else_is() -> None:
    assert best([a_python(14), a_python(11)]).version == (3, 11)
    assert best([a_python(14), a_python(9)]).version == (3, 14)


def test_a_python_without_venv_gives_way_to_an_older_one_that_has_it() -> None:
    assert best([a_python(13, has_venv=False), a_python(12)]).version == (3, 12)


def test_a_missing_venv_module_is_told_with_the_line_to_type() -> None:
    with pytest.raises(NoInterpreter, match=r"Type: sudo apt install python3\.11-venv"):
        best([a_python(11, has_venv=False)])


def test_no_supported_python_is_told_with_the_line_to_type() -> None:
    with pytest.raises(NoInterpreter, match=r"3\.11 or newer is missing\. Type: sudo apt install"):
        best([a_python(9)])


def test_this_very_python_is_found_and_probed() -> None:
    found = probe(sys.executable)
    assert found is not None
    assert found.version == sys.version_info[:2]


def test_a_program_that_is_no_python_is_passed_over() -> None:
    assert probe("/bin/false") is None
    assert probe("/no/such/program") is None


def test_a_named_python_ends_the_search() -> None:
    assert candidates({"LIAISON_PYTHON": "/some/python"}) == ["/some/python"]
