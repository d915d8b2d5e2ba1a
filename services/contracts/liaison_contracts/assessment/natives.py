"""Keep the directory of successful people from Luzhou, as personal data (Article 11(2), A54).

What identifies a person stands in commands and in one private answer; events, views and lists
have codes and days only, and the list of a station is masked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.entries import PRIVATE
from liaison_contracts.message import command, query
from liaison_contracts.roles import STATION_SIDE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Text
from liaison_contracts.words import Code, Count, Name, Sentence

__all__ = [
    "ContactAnswer",
    "ContactNote",
    "EraseNative",
    "ExportNatives",
    "ListNatives",
    "MaskedNative",
    "NativeAnswer",
    "NativePerson",
    "NativesList",
    "RecordContact",
    "RevealNative",
    "SaveNative",
]

Reach = Annotated[str, Text(shortest=3, longest=100)]
"""A telephone number or an e-mail address."""

Way = Annotated[
    Literal["visit", "call", "message", "event", "other"],
    Words(
        "way",
        ("visit", "走访", "visit"),
        ("call", "电话", "call"),
        ("message", "信息", "message"),
        ("event", "活动", "event"),
        ("other", "其他", "other"),
    ),
]
"""How somebody was in contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeAnswer:
    """Say under which code a person is kept, and until when; `state` is kept or erased."""

    native_ref: Code
    station_code: Code
    state: Code
    kept_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswer:
    """Say under which code a contact is kept."""

    contact_code: Code
    native_ref: Code
    contacted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNote:
    """Show one contact with what was said."""

    contact_code: Code
    contacted_on: date
    way: Way
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NativePerson:
    """Show one person unmasked; the look stands in the access log with its purpose."""

    native_ref: Code
    station_code: Code
    name: Name = field(repr=False, metadata=PRIVATE)
    reach: str = field(repr=False, metadata=PRIVATE)
    employer: str = field(repr=False, metadata=PRIVATE)
    post: str = field(repr=False, metadata=PRIVATE)
    purpose: str
    kept_until: date
    contacts: tuple[ContactNote, ...] = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedNative:
    """Show a person so that those who know them recognise them, and others do not."""

    native_ref: Code
    name: str
    reach: str
    sector: Code
    kept_until: date
    contacts: Count
    last_contact_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NativesList:
    """List the directory of a station, masked; `more` says that it goes on after the last code."""

    station_code: Code
    natives: tuple[MaskedNative, ...]
    more: bool


@command(
    "assessment",
    roles=STATION_SIDE,
    returns=NativeAnswer,
    articles=("11(2)",),
    zh="登记成功人士信息",
    en="Save a person in the natives directory",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SaveNative:
    """Keep a person from Luzhou in a station's directory, or save them anew (Article 11(2)).

    `purpose` says what for, `agreed_on` when the person agreed. Without `kept_until` it is as long
    as the edition allows; then the entry is erased. `sector` is the field somebody works in.
    """

    native_ref: Code | None = None
    station_code: Code
    name: Name = field(repr=False, metadata=PRIVATE)
    reach: Reach = field(repr=False, metadata=PRIVATE)
    employer: str = field(default="", repr=False, metadata=PRIVATE)
    post: str = field(default="", repr=False, metadata=PRIVATE)
    sector: Code
    purpose: Sentence
    agreed_on: date
    saved_on: date
    kept_until: date | None = None


@command(
    "assessment",
    roles=STATION_SIDE,
    returns=ContactAnswer,
    articles=("11(2)",),
    zh="登记联系情况",
    en="Record a contact with a person of the directory",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """Record that a station was in contact with a person of its directory (Article 11(2))."""

    contact_code: Code | None = None
    native_ref: Code
    contacted_on: date
    way: Way
    note: str = field(default="", repr=False, metadata=PRIVATE)


@command(
    "assessment",
    roles=(*STATION_SIDE, "talent_office"),
    returns=NativePerson,
    articles=("11(2)",),
    zh="查看完整信息（留痕）",
    en="Show a person of the directory unmasked, for a stated purpose",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevealNative:
    """Look at one person unmasked for a stated purpose (Article 11(2)).

    Each look is logged with the purpose, and one person may look at so many a day only.
    """

    native_ref: Code
    purpose: Sentence


@query(
    "assessment",
    roles=(*STATION_SIDE, "talent_office", "auditor"),
    returns=NativesList,
    articles=("11(2)",),
    zh="查看信息库（脱敏）",
    en="List a natives directory, masked",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ListNatives:
    """List a station's directory, masked, 500 at once (Article 11(2)).

    `after` is the last code of the list before.
    """

    station_code: Code
    after: Code | None = None


@command(
    "assessment",
    roles=(*STATION_SIDE, "talent_office", "auditor"),
    returns=NativesList,
    articles=("11(2)",),
    zh="导出信息库（脱敏、留痕）",
    en="Export a natives directory, masked, for a stated purpose",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNatives:
    """Take a station's directory out of the system, masked, for a purpose (Article 11(2), A54).

    Each export is logged with its purpose; 500 at once, and `after` as in the list.
    """

    station_code: Code
    purpose: Sentence
    after: Code | None = None


@command(
    "assessment",
    roles=(*STATION_SIDE, "talent_office"),
    returns=NativeAnswer,
    articles=("11(2)",),
    zh="删除信息库人员",
    en="Erase a person from the directory",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EraseNative:
    """Erase what identifies a person of the directory (Article 11(2)); codes and days stay."""

    native_ref: Code
    reason: Sentence
    erased_on: date
