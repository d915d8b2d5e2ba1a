"""Find who on a panel is tied to an applicant, by what both have in common (Article 7, HOUSE).

Numbers, addresses and names are brought to one form first, because people write the same one in
many ways. What is compared here are tokens: hashes of those forms, so that nobody's number is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("legal_person", "credit_code", "address", "phone", "organisation", "contact")
Tie = tuple[str, str]

COUNTRY_CALL = re.compile(r"^(?:\+|00)86")
EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*\d*$", re.IGNORECASE)
MARKS = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司)$")
PLACE_MARKS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:特别行政区|自治区|自治州|省|市)")
PROVINCE = re.compile(
    "^(?:河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西"
    "|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)"
    "(?:省|(?:壮族|回族|维吾尔)?自治区|(?=[\u4e00-\u9fff]{2,4}市))"
)
DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
FLOOR = re.compile(r"(?<=\d)(?:楼|层|f(?![a-z]))")
ROOM = re.compile(r"(?<=\d)(?:室|号房|房间|房)$")
HOUSE = re.compile(r"(?<=\d)(?:栋|幢|座|号楼)")


@dataclass(frozen=True)
class Tied:
    """Hold a reviewer or a host, and the ties on record: pairs of a kind and a token."""

    ref: str
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Conflict:
    """Tell that a reviewer and a host share something, and what, by kind."""

    reviewer_ref: str
    host_ref: str
    shared: tuple[str, ...]


def plain_phone(text: str) -> str:
    """Return a telephone number as digits alone, without country code and extension.

    >>> plain_phone("+86 (0830) 310-0001 转 8"), plain_phone("０８３０-3100001")
    ('8303100001', '8303100001')
    """
    wide = unicodedata.normalize("NFKC", text).strip()
    wide = COUNTRY_CALL.sub("", wide.replace(" ", ""))
    return re.sub(r"\D", "", EXTENSION.sub("", wide)).lstrip("0")


def plain_address(text: str) -> str:
    """Return an address in one form: digits for numerals, no marks, one word for floor and house.

    >>> plain_address("北京市朝阳区建国路八十八号 A座12层1203室")
    '北京朝阳区建国路88号a栋12楼1203'
    """
    found = PROVINCE.sub("", _plain(text).removeprefix("中国"))
    found = PLACE_MARKS.sub("", _numerals(found))
    found = HOUSE.sub("栋", re.sub(r"(?<=[a-z])(?:座|栋|幢|楼)", "栋", found))
    return ROOM.sub("", FLOOR.sub("楼", found))


def plain_name(text: str) -> str:
    """Return an organisation's name without marks, words for places and its legal form.

    >>> plain_name("泸州（北京）商贸有限公司") == plain_name("泸州北京商贸 有限责任公司")
    True
    """
    return PLACE_MARKS.sub("", LEGAL_FORM.sub("", _plain(text)))


def find_conflicts(reviewers: Iterable[Tied], hosts: Iterable[Tied]) -> tuple[Conflict, ...]:
    """Return every reviewer and host with something in common, and what it is.

    A reviewer has to step back who shares with the host a legal person, a credit code, an address,
    a number or an organisation, or is its contact at the guiding department (Article 7).
    """
    sharing: dict[Tie, list[str]] = defaultdict(list)
    for reviewer in reviewers:
        for tie in reviewer.ties:
            sharing[tie].append(reviewer.ref)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for host in hosts:
        for tie in host.ties:
            for reviewer_ref in sharing.get(tie, ()):
                found[reviewer_ref, host.ref].add(tie[0])
    return tuple(
        Conflict(reviewer, host, tuple(kind for kind in KINDS if kind in kinds))
        for (reviewer, host), kinds in sorted(found.items())
    )


def _plain(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


def _numerals(text: str) -> str:
    """Write the numerals of house and street numbers as digits: 八十八号 is 88号."""
    return re.sub("[〇零一二三四五六七八九十百]+(?=号|栋|幢|座|楼|层|室|单元)", _digits, text)


def _digits(found: re.Match[str]) -> str:
    text = found.group()
    if not set(text) & set("十百"):
        return text.translate(DIGITS)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * _one(hundreds or "零") + (10 * _one(tens or "一") if ten else 0)
    return str(total + _one(ones or "零"))


def _one(text: str) -> int:
    return int(text.translate(DIGITS) or "0")
