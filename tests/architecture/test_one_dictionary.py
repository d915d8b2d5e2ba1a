"""The whole suite has one dictionary: one word for one code, in Chinese and in English."""

from __future__ import annotations

import re
from collections import defaultdict

import liaison_gateway.start.app  # noqa: F401 - declares the gateway's own lists
from liaison_contracts.dictionary import APART, HOMONYMS, lists
from liaison_contracts.word_lists import Word

HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,:;!?()]|[,:;!?()][\u4e00-\u9fff]")
LATIN_NAMES = {"SHA-256"}


def double(known):
    """Return the codes that have different words in different lists."""
    found = defaultdict(set)
    for name, words in known.items():
        for code, word in words.items() if name not in APART else ():
            found[code].add((word.zh, word.en))
    return {code for code, words in found.items() if len(words) > 1}


def test_a_code_has_one_word_in_each_language():
    assert double(lists()) == set(HOMONYMS), "one word, or a reason among HOMONYMS"


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
