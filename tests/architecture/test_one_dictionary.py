"""The whole suite has one dictionary: one word for one code, in Chinese and in English."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_args

import liaison_gateway.start.app  # noqa: F401 - declares the gateway's own lists
from liaison_assessment.policy.dues import outlook
from liaison_assessment.policy.facts import Grade
from liaison_contracts.dictionary import APART, HOMONYMS, lists, plugin_lists
from liaison_contracts.vocabulary.word_lists import DECLARED, Word
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_incentives.policy.lines import Hold, State
from liaison_registry.policy.stages import APPLICATION, STATION

HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;!?()]|[,:;!?()][\u4e00-\u9fff]")
LATIN_NAMES = {"SHA-256"}
GLOSSARY = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"


def double(known):
    """Return the codes that have different words in different lists."""
    found = defaultdict(set)
    for name, words in known.items():
        for code, word in words.items() if name not in APART else ():
            found[code].add((word.zh, word.en))
    return {code for code, words in found.items() if len(words) > 1}


def test_a_code_has_one_word_in_each_language():
    assert double(lists()) == set(HOMONYMS), "one word, or a reason among HOMONYMS"


def test_no_file_of_words_repeats_a_closed_list():
    closed = {(name, code) for name, words in DECLARED.items() for code in words}
    open_ones = {(name, code) for name, words in plugin_lists().items() for code in words}
    assert open_ones & closed == set()


def test_a_second_word_for_a_code_is_found():
    planted = {"planted": {"excellent": Word("优", "excellent")}}
    assert double({**lists(), **planted}) == set(HOMONYMS) | {"excellent"}


def test_words_are_in_their_language_and_in_full_width():
    for name, words in lists().items():
        for code, word in words.items():
            assert HAN.search(word.zh) or word.zh in LATIN_NAMES, (name, code)
            assert not HAN.search(word.en), (name, code)
            assert not HALF_WIDTH.search(word.zh), (name, code)
            assert word.en.strip(), (name, code)


def test_every_state_that_a_policy_gives_has_a_word():
    for name, table in (("application_state", APPLICATION), ("station_state", STATION)):
        assert {*table.values(), *(state for state, _ in table)} <= set(lists()[name])
    assert {*State} <= set(lists()["award_state"])
    assert {*Hold} == set(lists()["hold"])
    assert {*Grade} == set(lists()["grade"])
    assert set(get_args(outlook.LineState)) == set(lists()["due_state"])


def test_every_plugin_of_ours_and_every_state_of_a_list_has_a_word():
    groups = {
        "duty_types": "duty_type",
        "incentive_rules": "rule",
        "payout_channels": "payout_channel",
        "eligibility_checks": "eligibility_check",
        "partner_bodies": "organisation",
    }
    for group, name in groups.items():
        ours = {point.name for point in entry_points(group=f"liaison.{group}")}
        assert ours, group
        assert ours <= set(lists()[name])
    stateful = [view for view in VIEWS if "state" in view.filters]
    assert [view.path for view in stateful if view.states not in lists()] == []


DECISION = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (\S+) \| ([^|]+) \|", re.MULTILINE)


def decisions(page):
    return DECISION.findall(page)


def test_the_words_that_the_glossary_says_were_chosen_are_in_use():
    found = decisions(GLOSSARY.read_text("utf-8"))
    assert len(found) > 20
    for name, code, word, instead in found:
        assert lists()[name][code].zh == word, code
        assert word not in instead.split("、"), code


def test_the_glossary_names_every_homonym():
    page = GLOSSARY.read_text("utf-8")
    assert [code for code in HOMONYMS if f"`{code}`" not in page] == []
