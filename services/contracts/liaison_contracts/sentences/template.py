"""Fill the named places of a sentence, each in the form of its kind and language.

A place is `{name}` or `{name:kind}`; there is nothing else: no attributes, no indices, no calls.
The kinds are in `FORMS`: `{paid:money}` is whole fen shown in yuan, `{on:day}` an ISO day,
`{level:word}` a code of the dictionary, `{levels:any}` such codes of which one is enough,
`{city:place}` a place by its six digits, `{by:person}` a person's reference, `{name:field}` the
name of a field, `{articles:article}` articles of the regulation. If a code
has words in several lists, the list follows the kind: `{state:word award_state}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import Any, Literal

from liaison_contracts.dictionary import field_named, value_of, word
from liaison_contracts.vocabulary.places import place

Language = Literal["en", "zh"]


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Reader:
    """The reader of a sentence: the language, and the display of a person's reference.

    `person` shows the reference itself unless the reader may see who it is.
    """

    language: Language = "en"
    person: Callable[[str], str] = _as_it_is


ENGLISH = Reader()
"""The reader of log lines."""


class BadTemplate(ValueError):
    """The places of a sentence are malformed."""


@dataclass(frozen=True)
class Template:
    """One sentence of one language with its places.

    >>> Template("the contract runs {months} months").filled({"months": 59}, ENGLISH)
    'the contract runs 59 months'
    >>> Template("已支付 {paid:money}").filled({"paid": 3000000}, Reader("zh"))
    '已支付 30,000.00元'
    """

    text: str

    @cached_property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Return the sentence in pieces: a literal text, then the place and kind after it.

        Raises:
            BadTemplate: for anything that is not `{name}` or `{name:kind}`.
        """
        found = []
        for literal, name, kind, conversion in Formatter().parse(self.text):
            known = name is None or (name.isidentifier() and _is_kind(kind) and not conversion)
            if not known:
                raise BadTemplate(f"{name}:{kind} is no place of a sentence in: {self.text}")
            found.append((literal, name or "", kind or ""))
        return tuple(found)

    @property
    def places(self) -> frozenset[str]:
        """Return the names of the places."""
        return frozenset(name for _, name, _ in self.parts if name)

    def filled(self, values: Mapping[str, Any], reader: Reader) -> str:
        """Return the sentence; a value that is missing shows as its name in angle brackets."""
        return "".join(
            literal + (_shown(values, name, kind, reader) if name else "")
            for literal, name, kind in self.parts
        )


def shown_value(name: str, value: Any, reader: Reader = ENGLISH) -> str:
    """Return the value of a field for people: yuan, a date, words for codes.

    >>> shown_value("amount_fen", 3000000), shown_value("level", "professor_level", Reader("zh"))
    ('30,000.00 yuan', '教授级专家')
    """
    if isinstance(value, (list, tuple)):
        return _AND[reader.language].join(shown_value(name, each, reader) for each in value)
    kind = "money" if name.endswith("_fen") else "day" if name.endswith("_on") else ""
    return _one(value, kind, reader) if kind else value_of(name, value, reader.language)


def _is_kind(kind: str | None) -> bool:
    name, _, list_name = (kind or "").partition(" ")
    return name in FORMS and (
        not list_name or (name in ("word", "any") and list_name.isidentifier())
    )


def yuan(fen: int, language: Language) -> str:
    """Return an amount for people.

    >>> yuan(3000000, "zh"), yuan(-5, "en")
    ('30,000.00元', '-0.05 yuan')
    """
    amount = f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    return f"{amount}元" if language == "zh" else f"{amount} yuan"


def day(iso: str, language: Language) -> str:
    """Return a date for people.

    >>> day("2018-04-10", "zh"), day("2018-04-10", "en")
    ('2018年4月10日', '2018-04-10')
    """
    if language == "en":
        return iso
    year, month, number = iso.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def article(number: str, language: Language) -> str:
    """Return the citation of an article of the regulation.

    >>> article("14(1)", "en"), article("14(1)", "zh"), article("15", "zh")
    ('Article 14(1)', '第14条（1）', '第15条')
    """
    if language == "en":
        return f"Article {number}"
    whole, _, part = number.partition("(")
    return f"第{whole}条" + (f"（{part.removesuffix(')')}）" if part else "")


def _shown(values: Mapping[str, Any], name: str, kind: str, reader: Reader) -> str:
    if name not in values:
        return f"<{name}>"
    value = values[name]
    joint = _OR[reader.language] if kind.startswith("any") else _AND[reader.language]
    each = value if isinstance(value, (list, tuple)) else [value]
    return joint.join(_one(one, kind, reader) for one in each)


def _one(value: Any, kind: str, reader: Reader) -> str:
    if value is None:
        return _NOTHING[reader.language]
    if isinstance(value, bool):
        return _TRUTH[reader.language][value]
    name, _, listed = kind.partition(" ")
    try:
        return FORMS[name](value, reader, listed)
    except (TypeError, ValueError):  # an older value: show it rather than nothing
        return str(value)


FORMS: dict[str, Callable[[Any, Reader, str], str]] = {
    "": lambda value, *_: str(value),
    "money": lambda value, reader, _: yuan(value, reader.language),
    "day": lambda value, reader, _: day(value, reader.language),
    "article": lambda value, reader, _: article(value, reader.language),
    "word": lambda value, reader, listed: word(value, reader.language, listed),
    "any": lambda value, reader, listed: word(value, reader.language, listed),
    "field": lambda value, reader, _: field_named(str(value), reader.language),
    "place": lambda value, reader, _: place(str(value), reader.language),
    "person": lambda value, reader, _: reader.person(str(value)),
}
_AND = {"en": ", ", "zh": "、"}
_OR = {"en": " or ", "zh": "或"}
_NOTHING = {"en": "none", "zh": "无"}
_TRUTH = {"en": ("no", "yes"), "zh": ("否", "是")}
