"""Declare lists of words: each code with its Chinese and its English word.

Code that shows codes to people asks `liaison_contracts.dictionary`, which knows every list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """A code's word in Chinese and in English, the latter as used inside a sentence.

    >>> Word("优秀", "excellent").heading("en"), Word("优秀", "excellent").said("zh")
    ('Excellent', '优秀')
    """

    zh: str
    en: str
    codes: str = ""
    """Metadata of a field: the list that contains the words of its codes."""

    def said(self, language: str) -> str:
        """Return the word for use inside a sentence."""
        return self.zh if language == "zh" else self.en

    def heading(self, language: str) -> str:
        """Return the word for use alone: capitalised in English."""
        said = self.said(language)
        return said[:1].upper() + said[1:]


class Words:
    """The words of a closed list's codes, in the `Annotated` type that declares the list.

    Each entry is a code, its Chinese word and its English one.

    Raises:
        ValueError: when the list was declared before.
    """

    def __init__(self, kind: str, *words: tuple[str | int, str, str]) -> None:
        if kind in DECLARED:
            raise ValueError(f"the words of {kind} are declared twice")
        self.kind = kind
        DECLARED[kind] = {code: Word(zh, en) for code, zh, en in words}


DECLARED: dict[str, dict[Any, Word]] = {}


def name_message(kind: str, code: str, zh: str, en: str) -> None:
    """Add the words of a message to the list `event` or `command`."""
    DECLARED.setdefault(kind, {})[code] = Word(zh, en)
