"""Define the directory of successful people from Luzhou: personal data (Article 11(2), A54).

Identifying data is only in commands and in one private answer; events, views and lists contain only
codes and dates, and the list of a station is masked.
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
"""The means of contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeAnswer:
    """The code under which a person is kept, and the end date; `state` is kept or erased."""

    native_ref: Code
    station_code: Code
    state: Code
    kept_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAnswer:
    """The code of a recorded contact."""

    contact_code: Code
    native_ref: Code
    contacted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNote:
    """One contact with its notes."""

    contact_code: Code
    contacted_on: date
    way: Way
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NativePerson:
    """One person unmasked; the access is logged with its purpose."""

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
    """A masked person: recognisable only to people who know them."""

    native_ref: Code
    name: str
    reach: str
    sector: Code
    kept_until: date
    contacts: Count
    last_contact_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NativesList:
    """The masked directory of a station; `more` means that further rows follow the last code."""

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
    """Save a person from Luzhou in a station's directory, or replace the entry (Article 11(2)).

    `purpose` is the purpose of processing, `agreed_on` the date of the person's consent. Without
    `kept_until` the entry is kept as long as the edition allows, then erased. `sector` is the field
    in which the person works.
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
    """Record a contact of a station with a person of its directory (Article 11(2))."""

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
    """Reveal one person's data for a stated purpose (Article 11(2)).

    Each access is logged with the purpose, and the number of accesses per person and day is
    limited.
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
    """List a station's masked directory, up to 500 entries at a time (Article 11(2)).

    `after` is the last code of the previous list.
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
    """Export a station's masked directory for a stated purpose (Article 11(2), A54).

    Each export is logged with its purpose; up to 500 entries at a time, with `after` as in the
    list.
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
    """Erase a person's identifying data (Article 11(2)); codes and dates remain."""

    native_ref: Code
    reason: Sentence
    erased_on: date
