"""An eligibility check comes from another distribution, and is asked like the built-in ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from liaison_contracts.errors import Refused
from liaison_kit.testing.plugins import PluginConformance
from liaison_registry.plugins import CHECKS
from liaison_registry.policy.eligibility.answers import EligibilityCheck
from liaison_registry.settings import BUILT_IN_CHECKS
from liaison_registry.tables import ConditionRow
from tests.integration.registry.system import (
    ALL_MET,
    OFFICE,
    PAPERS,
    System,
    a_check,
    a_document,
    forwarded,
)
from tests.sentences import fact

OUTSIDE = tuple(
    "university_ties" if name == "local_resources" else name for name in BUILT_IN_CHECKS
)
OTHERS_MET = tuple(answer for answer in ALL_MET if answer.condition != "5(5)")


@pytest.mark.usefixtures("sample_plugin")
class TestUniversityTies(PluginConformance):
    group: ClassVar[str] = CHECKS
    protocol: ClassVar[type] = EligibilityCheck
    name: ClassVar[str] = "university_ties"


@pytest.fixture
def strict_system(database_url: Callable[[str], str], sample_plugin: Path) -> Iterator[System]:
    found = System(database_url, eligibility_checks=OUTSIDE)
    yield found
    found.close()


def test_its_answer_decides_on_its_condition(strict_system: System) -> None:
    code = forwarded(strict_system)
    with pytest.raises(Refused) as refused:
        strict_system.ask(OFFICE, a_check(code, answers=OTHERS_MET))
    (reason,) = refused.value.reasons
    assert (reason.article, fact(reason)) == ("5(5)", "0 agreements with universities are there")


def test_papers_and_people_together_meet_it(strict_system: System) -> None:
    agreement = a_document("university_agreement")
    code = forwarded(strict_system, documents=(*PAPERS, agreement, agreement))
    assert strict_system.ask(OFFICE, a_check(code, answers=ALL_MET))["outcome"] == "passed"
    answers = {row.condition: row.outcome for row in strict_system.rows(ConditionRow)}
    assert answers["5(5)"] == "met"
