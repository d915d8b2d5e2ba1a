"""Decisions have one form, and the index lists each of them with its status."""

from __future__ import annotations

import pytest

from deploy.docs.decisions import faults_of, faults_of_index, main

NAME = "0002-one-lock.md"
TEXT = """# 2. One lock

Status: accepted; amended by [ADR
3](0003-two-locks.md).

## Context

## Decision

### Why

## Consequences
"""
INDEX = f"""1 is missing because nobody wrote it.

| 2 | [One lock]({NAME}) | A lock. | accepted; amended by ADR 3 |
"""


def test_the_decisions_of_this_project_have_the_form() -> None:
    assert main() == 0


def test_a_decision_of_the_form_passes() -> None:
    assert list(faults_of(NAME, TEXT)) == []
    assert list(faults_of_index(INDEX, {NAME: TEXT})) == []


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("# 2. One lock", "# 0002: One lock", "the title must be"),
        ("# 2. One lock", "# 2. One lock.", "the title must be"),
        ("Status: accepted;", "Accepted;", "must follow the title"),
        ("## Context", "**Context.**", "the sections must be"),
        ("### Why", "## Why", "the sections must be"),
    ],
)
def test_another_form_is_named(was: str, now: str, says: str) -> None:
    [fault] = faults_of(NAME, TEXT.replace(was, now))
    assert says in fault


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("One lock]", "A lock]", "needs a line"),
        ("amended by ADR 3", "amended", "needs a line"),
        ("1 is missing", "1 went", "why decision 1 is missing"),
    ],
)
def test_an_index_that_is_out_of_step_is_named(was: str, now: str, says: str) -> None:
    [fault] = faults_of_index(INDEX.replace(was, now), {NAME: TEXT})
    assert says in fault
