"""Normalise names of organisations so that the same organisation has the same form."""

from __future__ import annotations

import re

from liaison_registry.policy.ties.characters import HAN, one_width, unmarked

LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司)$")
PLACE_MARKS = re.compile(rf"(?<={HAN}{{2}})(?:特别行政区|自治区|自治州|省|市)")
REMARK = re.compile(r"[(\[【〔](?P<told>[^()\[\]【】〔〕]*)[)\]】〕]")
FORMERLY = re.compile(r"^(?:原名称?|曾用名称?|更名前|前身|原)[:为是]?(?P<name>.{4,})$")
MEMBERSHIP = re.compile(r"(?:单位|会员|筹|筹备组|本部|总部)$")
COUNTRY = re.compile(r"^(?:中华人民共和国|中国)(?=.{4,})")
BODY = r"(?P<body>.{4,}?(?:公司|商会|协会|联谊会|联合会|促进会|总会))"
BRANCH = re.compile(BODY + rf"驻?{HAN}{{0,8}}(?:分公司|办事处|代表处|营业部)$")
OFFICE = re.compile(BODY + rf"(?:秘书处|办公室|{HAN}{{2,6}}(?:部|处|室|科))$")


def plain_name(text: str) -> str:
    """Return an organisation's name without punctuation, place words and legal form.

    >>> plain_name("泸州（北京）商贸有限公司") == plain_name("瀘州北京商貿 有限责任公司")
    True
    """
    return _bare(unmarked(one_width(text)))


def names_of(text: str) -> tuple[str, ...]:
    """Return the names in a text: the organisation's own, a former one, and the parent of a branch.

    A branch or an office is not an organisation of its own; a chapter or a foundation is. A new
    name leads to the old one only if the text mentions it.

    >>> names_of("成都新名有限公司（原泸州北京商贸有限公司）")[1:]
    ('成都新名', '泸州北京商贸')
    """
    wide = one_width(text)
    told = [each["told"] for each in REMARK.finditer(wide)]
    former = [found["name"] for each in told if (found := FORMERLY.match(unmarked(each)))]
    own = unmarked(REMARK.sub(_kept, wide))
    names = [plain_name(text)]
    for name in (own, *former):
        body = COUNTRY.sub("", name)
        found = BRANCH.match(body) or OFFICE.match(body)
        names.append(_bare(found["body"] if found else body))
    return tuple(dict.fromkeys(name for name in names if name))


def _bare(name: str) -> str:
    return PLACE_MARKS.sub("", LEGAL_FORM.sub("", name))


def _kept(remark: re.Match[str]) -> str:
    told = unmarked(remark["told"])
    return "" if FORMERLY.match(told) or MEMBERSHIP.search(told) else told
