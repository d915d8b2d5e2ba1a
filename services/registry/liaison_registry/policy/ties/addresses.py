"""Normalise addresses so that the same premises have the same form."""

from __future__ import annotations

import re

from liaison_registry.policy.ties.characters import HAN, one_width, unmarked
from liaison_registry.policy.ties.names import PLACE_MARKS

PROVINCE = re.compile(
    "^(?:河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西"
    "|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)"
    rf"(?:省|(?:壮族|回族|维吾尔)?自治区|(?={HAN}{{2,4}}市))"
)
DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
NUMERALS = re.compile("[〇零一二三四五六七八九十百]+(?=号|栋|幢|座|楼|层|室|单元)")
FLOOR = re.compile(r"(?<=\d)(?:楼|层|f(?![a-z]))")
ROOM = re.compile(r"(?<=\d)(?:室|号房|房间|房)$")
HOUSE = re.compile(r"(?<=\d)(?:栋|幢|座|号楼)")
LETTERED_HOUSE = re.compile(r"(?<=[a-z])(?:座|栋|幢|楼)")

POSTCODE = re.compile(r"^\d{6}(?=\D)|\(?邮(?:政)?编(?:码)?:?\d{6}\)?")
LABEL = re.compile(r"^(?:通讯|通信|办公|注册|联系)?地址:?")
REMARK = re.compile(r"\([^()0-9a-z]*\)$")
HASH_HOUSE = re.compile(r"(?<=\d)#(?=\d)")
THREE_NUMBERS = re.compile(r"号(\d+|[a-z])-(\d+)-(\d+)$")
TWO_NUMBERS = re.compile(r"号(\d+|[a-z])-(\d+)$")
ATTACHED = re.compile(r"(\d+)号附(\d+)号?")
MUNICIPALITY = re.compile(r"^(北京|上海|天津|重庆)市?")
CITY = re.compile(rf"^({HAN}{{2,4}}?)市")
STREET = rf"{HAN}{{2,}}[路街道巷弄段里坊]"
DISTRICT = re.compile(rf"^{HAN}{{1,6}}?(?:新区|开发区|区|县|旗|市)(?=" + STREET + r"\d)")
DOOR = re.compile(
    rf"^(?P<street>{HAN}{{2,}}?\d+(?:附\d+)?)号"
    r"(?:(?P<house>\d+|[a-z])栋)?(?:(?P<unit>\d+)单元)?(?:(?P<floor>\d+)楼)?(?P<room>\d+)号?$"
)
SHORTEST_ROOM = 2


def plain_address(text: str) -> str:
    """Return an address in one form: digits, no punctuation, one word for floor and house.

    >>> plain_address("北京市朝阳区建国路八十八号 A座12层1203室")
    '北京朝阳区建国路88号a栋12楼1203'
    """
    return _words(PLACE_MARKS.sub("", _numerals(_from_city(unmarked(one_width(text))))))


def addresses_of(text: str) -> tuple[str, ...]:
    """Return the forms of an address: in full, without remarks, and its bare form.

    The bare form leaves out what people often leave out: the district, and the floor that the room
    number implies.

    >>> addresses_of("610041 四川省成都市武侯区人民南路27号3#5层502室（国贸中心）")[-1]
    '成都 人民南路27 3  502'
    """
    cleared = unmarked(_cleared(text))
    found = (plain_address(text), plain_address(cleared), _door(cleared))
    return tuple(dict.fromkeys(form for form in found if form))


def _cleared(text: str) -> str:
    found = re.sub(r"\s+", "", one_width(text))
    found = REMARK.sub("", LABEL.sub("", POSTCODE.sub("", LABEL.sub("", found))))
    found = HASH_HOUSE.sub("栋", found)
    found = THREE_NUMBERS.sub(r"号\1栋\2单元\3", found)
    return TWO_NUMBERS.sub(r"号\1栋\2", found)


def _door(cleared: str) -> str:
    """Return city, street, house, unit and room; empty for an address without a room or a city."""
    place = _from_city(cleared)
    city = MUNICIPALITY.match(place) or CITY.match(place)
    if city is None:
        return ""
    rest = _words(_numerals(DISTRICT.sub("", place[city.end() :])))
    door = DOOR.match(ATTACHED.sub(r"\1附\2号", rest))
    if door is None:
        return ""
    floor, room = door["floor"] or "", door["room"]
    # Room 502 already names floor 5.
    if room.startswith(floor) and len(room) >= len(floor) + SHORTEST_ROOM:
        floor = ""
    return " ".join(
        (city[1], door["street"], door["house"] or "", door["unit"] or "", floor + room)
    )


def _from_city(text: str) -> str:
    return PROVINCE.sub("", text.removeprefix("中国"))


def _words(text: str) -> str:
    found = HOUSE.sub("栋", LETTERED_HOUSE.sub("栋", text))
    return ROOM.sub("", FLOOR.sub("楼", found))


def _numerals(text: str) -> str:
    """Write the numerals of house and street numbers as digits: 八十八号 becomes 88号."""
    return NUMERALS.sub(_digits, text)


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
