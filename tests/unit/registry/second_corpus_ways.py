"""Write ties as forms, letters and clerks do; nothing here knows how the registry compares them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

TRADITIONAL = str.maketrans(
    "汇龙华东广达锦兴联创电贸药业资网络设备机询团区号楼单层门滨长学园术筑责云远国桥泸会办处驻乡谊苏陕湾厦栋场财软宝叙启发环静汉径宁盘",
    "匯龍華東廣達錦興聯創電貿藥業資網絡設備機詢團區號樓單層門濱長學園術築責雲遠國橋瀘會辦處駐鄉誼蘇陝灣廈棟場財軟寶敘啟發環靜漢徑寧盤",
)
DIGITS = "零一二三四五六七八九"


def traditional(text: str) -> str:
    """Write a text as Hong Kong and Taiwan bodies do."""
    return text.translate(TRADITIONAL)


def wide(text: str) -> str:
    """Write letters, digits and signs at the full width of an ideograph."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def numeral(number: int) -> str:
    """Write a number below a thousand in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not number else "")


class Body(dict[str, str]):
    """Hold a body's row; its parts make the ways to write it."""

    ref: str
    parts: dict[str, str]


def spaced(text: str) -> str:
    """Put the blanks into a text that forms and line ends put there."""
    return f" {text[:3]} {text[3:6]}\u3000{text[6:]}\u00a0"


Write = Callable[[Body], str]
ORGANISATION: dict[str, Write] = {
    "half-width brackets": lambda b: b["organisation"].replace("（", "(").replace("）", ")"),
    "square brackets": lambda b: b["organisation"].replace("（", "【").replace("）", "】"),
    "traditional": lambda b: traditional(b["organisation"]),
    "blanks": lambda b: spaced(b["organisation"]),
    "limited or limited-liability": lambda b: _swap_form(b["organisation"]),
    "full stop": lambda b: b["organisation"] + "。",
    "middle dot": lambda b: b["organisation"].replace(b.parts["name"], b.parts["name"] + "·"),
    "in quotes": lambda b: f"“{b['organisation']}”",
    "city without 市": lambda b: b["organisation"].replace("市", "", 1),
    "branch, no legal person": lambda b: _branch(b["organisation"]),
    "department": lambda b: f"{b['organisation']}人力资源部",
    "secretariat": lambda b: f"{b['organisation']}秘书处",
    "former name told": lambda b: (
        f"{b.parts['short']}新名{b.parts['trade']}有限公司（原{b['organisation']}）"
    ),
    "former name told in full": lambda b: (
        f"{b.parts['short']}更名{b.parts['trade']}有限公司（曾用名：{b['organisation']}）"
    ),
    "name without legal form": lambda b: _formless(b["organisation"]),
    "with its post": lambda b: f"{b['organisation']}（会长单位）",
    "country before it": lambda b: f"中国{b['organisation']}",
}
ADDRESS: dict[str, Write] = {
    "full width": lambda b: wide(b["address"]),
    "traditional": lambda b: traditional(b["address"]),
    "blanks": lambda b: spaced(b["address"]),
    "号楼": lambda b: b["address"].replace("栋", "号楼"),
    "幢": lambda b: b["address"].replace("栋", "幢"),
    "座": lambda b: b["address"].replace("栋", "座"),
    "# for the house": lambda b: b["address"].replace("栋", "#"),
    "楼 for 层": lambda b: b["address"].replace("层", "楼"),
    "F for 层": lambda b: b["address"].replace("层", "F"),
    "房 for 室": lambda b: b["address"].replace("室", "房"),
    "no 室": lambda b: b["address"].removesuffix("室"),
    "numerals": lambda b: _address(b, no=numeral(int(b.parts["no"]))),
    "no province": lambda b: b["address"].removeprefix(b.parts["province"]),
    "no district": lambda b: b["address"].replace(b.parts["district"], ""),
    "short province": lambda b: b["address"].replace("省", "", 1),
    "no floor, the room says it": lambda b: b["address"].replace(f"{b.parts['floor']}层", ""),
    "hyphens": lambda b: _address(b, tail="{block}-{floor}{room}"),
    "postcode": lambda b: f"610041 {b['address']}",
    "postcode told": lambda b: f"{b['address']}（邮编：200120）",
    "country": lambda b: f"中国{b['address']}",
    "commas": lambda b: _address(b, tail="，{block}栋，{floor}层，{floor}{room}室"),
    "building's name beside": lambda b: f"{b['address']}（{b.parts['building']}）",
    "No. 号": lambda b: b["address"].replace(f"{b.parts['no']}号", f"{b.parts['no']}號"),
    "门牌号": lambda b: f"地址：{b['address']}",
}
PHONE: dict[str, Write] = {
    "+86": lambda b: f"+86 {b['phone'].lstrip('0')}",
    "0086": lambda b: f"0086-{b['phone'].lstrip('0')}",
    "86-": lambda b: f"86-{b['phone']}",
    "(area)": lambda b: "({}) {}".format(*_halves(b)),
    "full width": lambda b: wide(b["phone"]),
    "blanks": lambda b: " ".join((b["phone"][:3], b["phone"][3:7], b["phone"][7:])),
    "no hyphen": lambda b: b["phone"].replace("-", ""),
    "转": lambda b: f"{b['phone']}转808",
    "-808": lambda b: _line(b["phone"]),
    "ext.": lambda b: f"{b['phone']} ext.808",
    "分机": lambda b: f"{b['phone']}（分机808）",
    "*": lambda b: f"{b['phone']}*808",
    "Tel:": lambda b: f"Tel: {b['phone']}",
    "电话：": lambda b: f"电话：{b['phone']}",
    "two numbers": lambda b: f"{b['phone']}/13998760021",
    "two numbers, second": lambda b: f"13998760022、{b['phone']}",
    "two numbers and a blank": lambda b: f"{b['phone']}；13998760023",
    "long dash": lambda b: b["phone"].replace("-", "—"),
}
CODE: dict[str, Write] = {
    "small letters": lambda b: b["credit_code"].lower(),
    "full width": lambda b: wide(b["credit_code"]),
    "groups": lambda b: f"{b['credit_code'][:8]} {b['credit_code'][8:]}",
    "hyphens": lambda b: f"{b['credit_code'][:8]}-{b['credit_code'][8:]}",
    "as it is": lambda b: b["credit_code"],
    "O for 0": lambda b: b["credit_code"].replace("0", "O"),
}
PERSON: dict[str, Write] = {
    "as it is": lambda b: b["person"],
    "full width": lambda b: wide(b["person"]),
    "small x": lambda b: b["person"].lower(),
    "blanks": lambda b: f"{b['person'][:6]} {b['person'][6:14]} {b['person'][14:]}",
    "fifteen digits": lambda b: b["person"][:6] + b["person"][8:17],
}
WAYS = {
    "organisation": ORGANISATION,
    "address": ADDRESS,
    "phone": PHONE,
    "credit_code": CODE,
    "person": PERSON,
    "contact_for": CODE,
}


def _short_of_area(b: Body) -> str:
    return b.parts["local"] if "-" in b["phone"] else b["phone"]


UNFINDABLE: tuple[tuple[str, str, Write], ...] = (
    ("organisation", "renamed, nothing told", lambda b: f"{b.parts['city']}泸商联合有限公司"),
    ("organisation", "pet name", lambda b: f"{b.parts['short']}老{b.parts['name'][0]}家"),
    ("organisation", "English name", lambda b: f"{b.parts['area']} Luzhou Trading Co., Ltd."),
    ("address", "building only", lambda b: b.parts["building"] + b.parts["room"]),
    ("address", "street renamed", lambda b: b["address"].replace(b.parts["road"], "新华路")),
    ("phone", "no area code", _short_of_area),
    ("phone", "new number", lambda b: f"{b.parts['area']}-6{b.parts['local'][1:]}"),
)


def _swap_form(name: str) -> str:
    if "责任" in name:
        return name.replace("有限责任公司", "有限公司")
    return name.replace("有限公司", "有限责任公司") if "股份" not in name else name


def _branch(name: str) -> str:
    return f"{name}成都分公司" if name.endswith("公司") else name


def _line(phone: str) -> str:
    return f"{phone}-808" if "-" in phone else phone


def _formless(name: str) -> str:
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        name = name.removesuffix(form)
    return name


def _address(each: Body, no: str = "{no}", tail: str = "{block}栋{floor}层{floor}{room}室") -> str:
    return ("{province}{city}{district}{road}" + no + "号" + tail).format(**each.parts)


def _halves(each: Body) -> tuple[str, str]:
    area, dash, local = each["phone"].partition("-")
    return (area, local) if dash else (area[:3], area[3:])


def other(text: str, dice: random.Random) -> str:
    """Change the last digit of a text into another."""
    at = max(place for place, sign in enumerate(text) if sign.isdigit())
    return text[:at] + str((int(text[at]) + dice.randint(1, 9)) % 10) + text[at + 1 :]


def neighbours(b: Body, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Give what looks like a tie to a body and is none: column, why, text."""
    parts = b.parts
    floor, room = int(parts["floor"]), int(parts["room"])
    yield (
        "organisation",
        "other trade",
        b["organisation"].replace(
            "商会" if "商会" in b["organisation"] else parts["trade"], "融资租赁"
        ),
    )
    yield "organisation", "other city", b["organisation"].replace(parts["short"], "重庆")
    yield (
        "organisation",
        "name is part of another",
        b["organisation"].replace(parts["name"], parts["name"] + "新"),
    )
    yield "organisation", "named after it", f"{parts['short']}{parts['name']}职业培训学校"
    yield "address", "next room", _address(b, tail=f"{{block}}栋{{floor}}层{{floor}}{room + 40}室")
    yield (
        "address",
        "other floor",
        _address(b, tail=f"{{block}}栋{floor + 1}层{floor + 1}{room:02}室"),
    )
    yield "address", "other block", b["address"].replace("栋", "0栋")
    yield "address", "other number", _address(b, no=f"1{parts['no']}")
    yield "address", "attached number", _address(b, no="{no}号附2")
    yield "address", "other city", b["address"].replace(parts["city"], "成都市")
    yield "address", "house of many", f"{parts['city']}{parts['district']}{parts['building']}"
    yield "phone", "one digit", other(b["phone"], dice)
    yield "phone", "other area", f"023-{parts['local']}"
    yield "phone", "service line", "400-800-8820"
    yield "credit_code", "one digit", other(b["credit_code"][:-1], dice) + b["credit_code"][-1]
    yield "person", "born a day apart", other(b["person"][:14], dice) + b["person"][14:]
    yield "contact_for", "other body", b["credit_code"][:12] + "9" + b["credit_code"][13:]
