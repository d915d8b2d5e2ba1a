"""Read the catalogue of sentences: the suite's own, and those of other distributions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from liaison_contracts.dictionary import documents
from liaison_contracts.sentences.template import Reader, Template

T = TypeVar("T")


@dataclass(frozen=True)
class Sentence:
    """One sentence in both languages."""

    en: Template
    zh: Template

    def said(self, values: Mapping[str, Any], reader: Reader) -> str:
        """Return the sentence in the reader's language, with its places filled."""
        return (self.zh if reader.language == "zh" else self.en).filled(values, reader)

    @property
    def places(self) -> frozenset[str]:
        """Return the places that either language names."""
        return self.en.places | self.zh.places


@dataclass(frozen=True)
class ReasonText:
    """The declared code of a reason: the articles it may cite, and its two sentences."""

    code: str
    articles: tuple[str, ...]
    fact: Sentence
    needs: Sentence

    @property
    def places(self) -> frozenset[str]:
        """Return the places of fact and need together."""
        return self.fact.places | self.needs.places


@dataclass(frozen=True)
class Meaning:
    """The declared code of an error: its kinds, title, advice and detail."""

    code: str
    kinds: tuple[str, ...]
    en: str
    zh: str
    do: str
    do_zh: str
    detail: Sentence

    def title(self, language: str) -> str:
        """Return the title, in `zh` or English."""
        return self.zh if language == "zh" else self.en

    def advice(self, language: str) -> str:
        """Return the advice, in `zh` or English."""
        return self.do_zh if language == "zh" else self.do


@cache
def reasons() -> Mapping[str, ReasonText]:
    """Return every code of a reason with its articles and sentences, in the order of codes."""
    return _of("reasons", _reason_text)


@cache
def faults() -> Mapping[str, Sentence]:
    """Return every code of a field's fault with its sentence, in the order of codes."""
    return _of("faults", lambda _, entry: _sentence(entry["en"], entry["zh"]))


@cache
def steps() -> Mapping[str, Sentence]:
    """Return every code of a step of a calculation with its sentence, in the order of codes."""
    return _of("steps", lambda _, entry: _sentence(entry["en"], entry["zh"]))


@cache
def problems() -> Mapping[str, Meaning]:
    """Return every code of an error with its meaning, in the order of codes.

    >>> problems()["batch_unknown"].title("zh")
    '没有该批次。'
    """
    return _of("problems", _meaning)


def own_problems() -> Mapping[str, Meaning]:
    """Return the suite's own codes of errors, whatever else is installed."""
    own = {code for _, content in _ours() for code in content.get("problems", {})}
    return {code: meaning for code, meaning in problems().items() if code in own}


def _of(sort: str, read: Callable[[str, Mapping[str, Any]], T]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for place, content in _files():
        for code, entry in content.get(sort, {}).items():
            if code in found:
                raise ValueError(f"{sort[:-1]} {code} is declared twice, again in {place}")
            found[code] = read(code, entry)
    return MappingProxyType(dict(sorted(found.items())))


def _ours() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in _tables_in("liaison_contracts.sentences"):
        yield path.name, tomllib.loads(path.read_text(encoding="utf-8"))
    for path in _tables_in("liaison_contracts.problems"):
        yield path.name, {"problems": tomllib.loads(path.read_text(encoding="utf-8"))}


def _tables_in(package: str) -> Iterator[Traversable]:
    found = (path for path in files(package).iterdir() if path.name.endswith(".toml"))
    return iter(sorted(found, key=lambda path: path.name))


def _files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from _ours()
    for document in documents():
        yield "the words of a distribution", document


def _sentence(en: str, zh: str) -> Sentence:
    return Sentence(Template(en), Template(zh))


def _reason_text(code: str, entry: Mapping[str, Any]) -> ReasonText:
    return ReasonText(
        code=code,
        articles=tuple(entry["articles"]),
        fact=_sentence(entry["en"], entry["zh"]),
        needs=_sentence(entry.get("needs_en", ""), entry.get("needs_zh", "")),
    )


def _meaning(code: str, entry: Mapping[str, Any]) -> Meaning:
    rest = {name: entry[name] for name in ("en", "zh", "do", "do_zh")}
    detail = _sentence(entry.get("detail", ""), entry.get("detail_zh", ""))
    return Meaning(code=code, kinds=tuple(entry["kinds"]), detail=detail, **rest)
