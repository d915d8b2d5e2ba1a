"""Write the labelled corpus of planted conflicts: `python -m tests.unit.registry.plant_conflicts`.

All bodies and people are made up. Each reviewer is aimed at one host: tied to it by one kind,
written as people write the same thing in other ways, or a near miss that is no tie. Three planted
ties are written so that they cannot be told from another number: those are to be missed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

from stdnum.cn import uscc

from liaison_kit.person_numbers import check_digit

FOLDER = Path(__file__).parents[2] / "data" / "conflicts"
HOSTS, TIED, CLEAN = 400, 420, 500
CITIES = (
    ("四川省", "成都市", "青羊区", "028"),
    ("浙江省", "杭州市", "西湖区", "0571"),
    ("广东省", "深圳市", "南山区", "0755"),
    ("", "北京市", "朝阳区", "010"),
    ("", "上海市", "徐汇区", "021"),
    ("陕西省", "西安市", "雁塔区", "029"),
)
STREETS = ("人民路", "建设大道", "科技一路", "解放中路", "长江北路", "学府街")
TRADES = ("商贸", "科技", "文化传播", "医药", "建材", "咨询")
NUMERALS = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HEAD = ("ref", "organisation", "credit_code", "address", "phone", "person", "contact_for")


def a_host(dice: random.Random, number: int) -> dict[str, str]:
    """Make a host up."""
    province, city, district, _ = place = dice.choice(CITIES)
    body = f"515105{dice.randrange(10):02d}MJX{number:06d}"[:17]
    return {
        "ref": f"H-{number}",
        "organisation": f"泸州（{city[:2]}）{dice.choice('天地元亨利贞')}{number}"
        f"{dice.choice(TRADES)}有限公司",
        "credit_code": body + uscc.calc_check_digit(body),
        "address": f"{province}{city}{district}{dice.choice(STREETS)}{dice.randrange(1, 99)}号"
        f"{dice.choice('ABC')}座{dice.randrange(1, 31)}层{number}室",
        "phone": f"{place[3]}-{dice.randrange(2, 9)}{number:03d}{dice.randrange(10**4):04d}",
        "person": _identity(dice, number),
        "contact_for": "",
    }


def _identity(dice: random.Random, number: int) -> str:
    body = f"51050219{dice.randrange(50, 99)}0101{number:03d}"
    dice.choice("0123456789X")  # so that the rest of the corpus stays as it was
    return body + check_digit(body)


def phone_again(dice: random.Random, text: str) -> str:
    """Write a telephone number in another way."""
    area, _, rest = text.partition("-")
    ways: list[Callable[[], str]] = [
        lambda: f"+86 {area[1:]} {rest}",
        lambda: f"0086{area[1:]}{rest}",
        lambda: text.translate(WIDE),
        lambda: f"（{area}）{rest[:4]} {rest[4:]}",
        lambda: f"{area}{rest} 转 {dice.randrange(100, 999)}",
        lambda: f"+86({area}){rest} ext. 12",
    ]
    return dice.choice(ways)()


def address_again(dice: random.Random, text: str) -> str:
    """Write an address in another way, or in several."""
    for change in (
        lambda t: t.replace("层", dice.choice(("楼", "F", "层"))),
        lambda t: t.replace("座", dice.choice(("栋", "幢", "座"))),
        lambda t: t.removesuffix("室") + dice.choice(("", "房", "室", "号房")),
        lambda t: dice.choice((t, f"中国{t}", t.split("省")[-1])),
        lambda t: dice.choice((t, t.translate(WIDE), t.replace("市", "市 "), f"{t}。")),
        lambda t: dice.choice((t, t.replace("市", "", 1))),
    ):
        text = change(text)
    return text


def name_again(dice: random.Random, text: str) -> str:
    """Write the name of a body in another way."""
    text = text.replace("有限公司", dice.choice(("有限责任公司", "", "有限公司")))
    text = dice.choice(
        (text, text.replace("（", "(").replace("）", ")"), text.replace("泸州", "泸州市"))
    )
    return dice.choice((text, text.translate(WIDE), f" {text[:4]} {text[4:]}"))


AGAIN: dict[str, Callable[[random.Random, str], str]] = {
    "phone": phone_again,
    "address": address_again,
    "organisation": name_again,
    "person": lambda dice, text: dice.choice((text, text.lower(), f"{text[:6]} {text[6:]}")),
    "credit_code": lambda dice, text: text,
    "contact_for": lambda dice, text: text,
}


def near_miss(dice: random.Random, kind: str, text: str) -> str:
    """Write something that looks like a host's and is another body's or person's."""
    if kind == "organisation":
        return text.replace("有限公司", dice.choice(("联谊会", "基金会", "分会")))
    if kind == "address":
        return text.replace("室", dice.choice(("1室", "2室")))
    at = max(place for place, sign in enumerate(text) if sign.isdigit())
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def hardly(text: str) -> str:
    """Write a number with its extension after a hyphen: nobody can tell it from a longer one."""
    return f"{text}-8012"


def plant(seed: int = 2018) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return hosts, and reviewers with the host and kind they are tied by, if they are."""
    dice = random.Random(seed)
    hosts = [a_host(dice, number) for number in range(100, 100 + HOSTS)]
    reviewers = []
    for number in range(TIED + CLEAN):
        host, kind = dice.choice(hosts), dice.choice(tuple(AGAIN))
        source = host["credit_code"] if kind == "contact_for" else host[kind]
        is_tied = number < TIED
        if is_tied and number % 140 == 0:
            kind, text = "phone", hardly(host["phone"])
        elif is_tied:
            text = AGAIN[kind](dice, source)
        else:
            text = near_miss(dice, kind, source)
        row = dict.fromkeys(HEAD, "") | {"ref": f"R-{number}", kind: text}
        row |= {"host": host["ref"] if is_tied else "", "kind": kind}
        reviewers.append(row)
    return hosts, reviewers


def main() -> None:
    """Write both files."""
    hosts, reviewers = plant()
    FOLDER.mkdir(exist_ok=True)
    for name, rows in (("hosts", hosts), ("reviewers", reviewers)):
        with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
