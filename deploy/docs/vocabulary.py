"""Measure the Chinese of a checkout: codes with two words, and translating expressions."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from deploy.docs.checkout import Checkout, text_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DICTIONARIES = ("words", "event_words", "chinese", "sentences")
"""Modules that name codes for people in dictionaries of Python."""
OF_OTHER_CODES = ("evidence",)
"""Tables that say what proves a duty, keyed by the duty: no second word for it."""
LONGEST_WORD = 16
"""The maximum of Chinese characters in a word; longer texts are sentences."""


def words_with_two_meanings(checkout: Checkout) -> str:
    """Count codes with more than one Chinese word, except declared homonyms."""
    said: dict[str, set[str]] = defaultdict(set)
    homonyms: set[str] = set()
    for name, tree in checkout.trees.items():
        for code, word in _words_of(tree, PurePosixPath(name).stem in DICTIONARIES):
            said[code].add(word)
        homonyms |= set(_homonyms_of(tree))
    for name, text in checkout.texts.items():
        if name.startswith("services/") and name.endswith("_codes.toml"):
            for code, word in _words_of_toml(tomllib.loads(text)):
                said[code].add(word)
    double = sorted(code for code, words in said.items() if len(words) > 1 and code not in homonyms)
    return f"{len(double)}" + (f": {', '.join(double)}" if double else "")


def _words_of(tree: ast.Module, is_dictionary: bool) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and is_dictionary:
            for key, value in zip(node.keys, node.values, strict=True):
                yield from _pair(text_of(key), value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words":
            for entry in node.args[1:]:
                if isinstance(entry, ast.Tuple) and len(entry.elts) == 3:
                    yield from _pair(text_of(entry.elts[0]), entry.elts[1])


def _pair(code: str, value: ast.expr | None) -> Iterator[tuple[str, str]]:
    texts = (
        [text_of(part) for part in value.elts] if isinstance(value, ast.Tuple) else [text_of(value)]
    )
    for word in texts:
        bare = code.rpartition(":")[2]
        if re.fullmatch(r"[a-z][a-z0-9_]*", bare) and CHINESE.search(word) and _is_word(word):
            yield bare, word


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST_WORD and not re.search(r"[。{}，；]", text)


def _words_of_toml(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, entries in document.items():
        for code, entry in entries.items() if name not in OF_OTHER_CODES else ():
            if isinstance(entry, dict) and "zh" in entry:
                yield code, entry["zh"]


def _homonyms_of(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        names = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        value = getattr(node, "value", None)
        if isinstance(value, ast.Dict) and any(
            isinstance(name, ast.Name) and name.id == "HOMONYMS" for name in names
        ):
            yield from (text_of(key) for key in value.keys)


def translating_expressions(checkout: Checkout) -> str:
    """Count regular expressions that translate an English sentence into Chinese."""
    found = 0
    for tree in checkout.trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and "PATTERNS" in getattr(node.targets[0], "id", ""):
                found += len(getattr(node.value, "elts", []))
    for name, text in checkout.texts.items():
        if name.startswith("services/") and name.endswith(".toml"):
            for entries in tomllib.loads(text).values():
                found += sum(_is_pair(each) for each in entries if isinstance(entries, list))
    return str(found)


def _is_pair(entry: object) -> bool:
    """Return whether an entry of a list is an expression with its Chinese translation."""
    return isinstance(entry, list) and len(entry) == 2 and bool(CHINESE.search(str(entry[1])))
