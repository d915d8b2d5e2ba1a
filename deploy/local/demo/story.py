"""Print the demo: Chinese first, English below, with figures from the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from liaison_contracts.dictionary import find, word
from liaison_contracts.vocabulary.places import place

MONEY = {"amount", "total", "spent", "old_amount", "new_amount"}
DIM, BOLD, WARM, GREEN, PLAIN = "\033[2m", "\033[1m", "\033[33m", "\033[32m", "\033[0m"
MARGIN = " " * 12


class Fact:
    """One fact in one language; the format names the list of a code that has several words.

    >>> "{0:duty_outcome} {0:recruitment_state}".format(Fact("outcome", "verified", "zh"))
    '已核实 已认定'
    """

    def __init__(self, name: str, value: object, language: str) -> None:
        self._name, self._value, self._language = name, value, language

    def __format__(self, kind: str) -> str:
        if self._name in MONEY:
            whole, _, cents = str(self._value).partition(".")
            return f"{int(whole):,}.{cents}"
        if isinstance(self._value, Mapping):
            parts = (f"{self._said(k, '')} {self._said(v, kind)}" for k, v in self._value.items())
            return self._join(parts)
        if isinstance(self._value, (list, tuple)):
            return self._join(self._said(each, kind) for each in self._value)
        return self._said(self._value, kind)

    def _said(self, value: object, kind: str) -> str:
        if self._name == "city_code":
            return place(str(value), self._language)
        named = find(self._name, "field")
        return word(value, self._language, kind or (named.codes if named else ""))

    def _join(self, parts: Iterable[str]) -> str:
        return ("、" if self._language == "zh" else ", ").join(parts)


class Shown(Mapping[str, Fact]):
    """Received facts in one language: money with separators, codes as words.

    >>> "{amount} {grade}".format_map(Shown({"amount": "22500.00", "grade": "excellent"}, "zh"))
    '22,500.00 优秀'
    """

    def __init__(self, facts: Mapping[str, Any], language: str) -> None:
        self._facts = facts
        self._language = language

    def __getitem__(self, name: str) -> Fact:
        return Fact(name, self._facts[name], self._language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


class Story:
    """Write to a terminal or a file; colours only on a terminal."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._coloured = out.isatty()
        self._chapters = 0
        self._last_day = ""

    def title(self, chinese: str, english: str) -> None:
        """Print the title."""
        self._write(self._paint(BOLD, chinese))
        self._write(self._paint(DIM, english))

    def chapter(self, chinese: str, english: str) -> None:
        """Print the heading of a chapter."""
        self._chapters += 1
        self._last_day = ""
        name = f"{self._chapters}. {chinese}"
        self._write(f"\n{self._paint(BOLD, name)}  {self._paint(DIM, english)}")

    def line(self, day: str, templates: tuple[str, str], facts: Mapping[str, Any]) -> None:
        """Print one event or answer from its facts; the date is printed once."""
        chinese, english = (
            template.format_map(Shown(facts, language))
            for template, language in zip(templates, ("zh", "en"), strict=True)
        )
        shown = day if day != self._last_day else ""
        self._last_day = day
        self._write(f"{shown:<12}{chinese}")
        self._write(MARGIN + self._paint(DIM, english))

    def more(self, text: str) -> None:
        """Print a detail below the last line."""
        self._write(f"{MARGIN}  {self._paint(GREEN, text)}")

    def refusal(self, day: str, who: tuple[str, str], problem: Mapping[str, Any]) -> None:
        """Print that something was refused, why, and what would help."""
        shown = day if day != self._last_day else ""
        self._last_day = day
        articles = "、".join(reason["article"] for reason in problem.get("reasons", ()))
        ground = f"（依据第 {articles} 条）" if articles else ""
        self._write(
            self._paint(WARM, f"{shown:<12}✋ {who[0]}的操作未予办理{ground}，什么都没有改变：")
        )
        self._write(MARGIN + self._paint(WARM, f"Not done for {who[1]}; nothing was changed:"))
        self._write(f"{MARGIN}  {problem['detail']}")

    def check(self, chinese: str, english: str, fault: str) -> None:
        """Print that a check succeeded, or what failed."""
        mark = self._paint(WARM, "✗") if fault else self._paint(GREEN, "✓")
        self._write(f"{mark} {chinese}  {self._paint(DIM, english)}{'：' + fault if fault else ''}")

    def _paint(self, colour: str, text: str) -> str:
        return f"{colour}{text}{PLAIN}" if self._coloured else text

    def _write(self, text: str) -> None:
        print(text, file=self._out, flush=True)
