"""Run steps in order: act as a person, wait until all events are handled, print the result."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deploy.local.demo.client import DemoClient
from deploy.local.demo.instances import DemoInstance
from deploy.local.demo.story import Story
from liaison_yearbook.client import totp_of

SYSTEM = ("系统", "The system")


class UnexpectedResult(AssertionError):
    """A result differs from what the demo expects."""


@dataclass(frozen=True)
class Line:
    """The output for one kind of event; without a `type` for the answer itself.

    `only` lists the facts that an event must share with the known ones; `keep` the facts to
    remember, `keep_as` those to remember under another name; `under` returns details to print
    below.
    """

    zh: str
    en: str
    type: str = ""
    only: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    keep_as: Mapping[str, str] = field(default_factory=dict)
    under: Callable[[Mapping[str, Any]], Iterable[str]] = lambda facts: ()


@dataclass(frozen=True)
class Step:
    """A person's act on a day; `refused` is the error code that it must be refused with.

    A text `{name}` in path or body is filled with a known fact; `day` is the step's date.
    """

    name: str
    on: date
    part: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class Act:
    """An act of an outside party, or a check, in a function of its own."""

    name: str
    do: Callable[[Walk], None]


@dataclass(frozen=True)
class Chapter:
    """The steps of one chapter."""

    zh: str
    en: str
    steps: tuple[Step | Act, ...]


class Walk:
    """The known facts of the demo, all from answers and events."""

    def __init__(self, instance: DemoInstance, story: Story) -> None:
        self.instance = instance
        self.story = story
        self.client: DemoClient = instance.client
        self.known: dict[str, Any] = {}
        self.day = date.min

    def play(
        self, chapters: Iterable[Chapter], after: Callable[[str], None] = lambda name: None
    ) -> None:
        """Run chapters; `after` is called with the name of each finished step."""
        for chapter in chapters:
            self.story.chapter(chapter.zh, chapter.en)
            for step in chapter.steps:
                if isinstance(step, Act):
                    step.do(self)
                else:
                    self._take(step)
                after(step.name)

    def _take(self, step: Step) -> None:
        self.move_to(step.on)
        facts = {**self.known, "day": step.on.isoformat()}
        if "totp" in step.body:
            facts["totp"] = totp_of(self.known[f"secret of {step.part}"], time.time())
        path, part = step.path.format_map(facts), step.part.format_map(facts)
        answer = self.client.ask(part, path, filled(step.body, facts), f"walk-{step.name}")
        code = str(answer.get("code", "")) if "status" in answer else ""
        if code != step.refused:
            raise UnexpectedResult(f"{step.name}: {answer.get('detail') or f'{code} was expected'}")
        if code:
            self.story.refusal(step.on.isoformat(), self.instance.names_of_part(part), answer)
            return
        self.tell(step, part, answer, self.client.news())

    def move_to(self, on: date) -> None:
        """Move the instance to a day, unless it is already there."""
        if on > self.day:
            self.day = on
            self.client.ask("ops", "/v1/instance/day", {"on": on.isoformat()}, f"day-{on}")

    def tell(
        self,
        step: Step,
        part: str,
        answer: Mapping[str, Any],
        news: Iterable[Mapping[str, Any]],
    ) -> None:
        """Print a step's lines from its results, and remember facts for later steps."""
        fresh = list(news)
        for line in step.lines:
            if not line.type:
                zh, en = self.instance.names_of_part(part)
                self._print(line, step.on.isoformat(), {"zh": zh, "en": en}, answer)
                continue
            found = [each for each in fresh if self._fits(line, each)]
            if not found:
                raise UnexpectedResult(f"{step.name}: no event {line.type}")
            for envelope in found:
                zh, en = self.instance.names_of(envelope["actor"]) or SYSTEM
                names = {"zh": zh, "en": en}
                self._print(line, envelope["effectiveon"], names, envelope["data"])

    def _fits(self, line: Line, envelope: Mapping[str, Any]) -> bool:
        data = envelope["data"]
        return envelope["type"] == line.type and all(
            data.get(name) == self.known[name] for name in line.only
        )

    def _print(
        self, line: Line, day: str, names: Mapping[str, str], facts: Mapping[str, Any]
    ) -> None:
        for name, known_as in {
            **dict(zip(line.keep, line.keep, strict=True)),
            **line.keep_as,
        }.items():
            self.known[known_as] = facts[name]
        if line.zh:
            self.story.line(day, (line.zh, line.en), {**facts, **names, "day": day})
        for text in line.under(facts):
            self.story.more(text)


def filled(body: Any, facts: Mapping[str, Any]) -> Any:
    """Return a body with each `{name}` replaced; a value that is the whole text keeps its type.

    >>> filled({"version": "{version}", "on": ["{day}"]}, {"version": 2, "day": "2018-01-02"})
    {'version': 2, 'on': ['2018-01-02']}
    """
    if isinstance(body, Mapping):
        return {name: filled(value, facts) for name, value in body.items()}
    if isinstance(body, (list, tuple)):
        return [filled(value, facts) for value in body]
    if not isinstance(body, str) or "{" not in body:
        return body
    name = body[1:-1]
    if body == f"{{{name}}}" and name in facts:
        return facts[name]
    return body.format_map(facts)
