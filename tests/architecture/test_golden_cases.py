"""Each golden case stands among the policy cases, where an official reads it."""

from __future__ import annotations

from pathlib import Path

import yaml

CASES = Path(__file__).parents[1] / "policy_cases"
GOLDEN = {f"G{number}" for number in range(1, 21)}


def cases() -> list[dict]:
    """Return all policy cases."""
    return [
        case for path in CASES.glob("*.yaml") for case in yaml.safe_load(path.read_text("utf-8"))
    ]


def test_every_golden_case_is_a_policy_case():
    assert GOLDEN - {case.get("case") for case in cases()} == set()


def test_no_two_cases_say_the_same():
    sentences = [case["says"] for case in cases()]
    assert sorted(sentences) == sorted(set(sentences))
