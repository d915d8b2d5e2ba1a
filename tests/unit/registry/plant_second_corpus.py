"""Write the second corpus of planted conflicts.

It was written from the regulation and from how such data looks, by someone who had not read the
comparing code: each row says in `form` how the tie is written, and in `findable` whether a program
that has these six columns and no gazetteer or register of names can know it at all.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from stdnum.cn import uscc

from liaison_kit.person_numbers import check_digit
from tests.unit.registry.second_corpus_ways import UNFINDABLE, WAYS, Body, Write, neighbours

FOLDER = Path(__file__).parents[2] / "data" / "conflicts_second"
FIRST_STRANGER = 5_000
COLUMNS = ("organisation", "credit_code", "address", "phone", "person", "contact_for")
Row = dict[str, str]

CITIES = (
    ("上海市", "", "上海", "021", ("浦东新区", "静安区", "徐汇区")),
    ("深圳市", "广东省", "深圳", "0755", ("南山区", "福田区", "龙华区")),
    ("广州市", "广东省", "广州", "020", ("天河区", "越秀区", "番禺区")),
    ("杭州市", "浙江省", "杭州", "0571", ("西湖区", "滨江区", "余杭区")),
    ("南京市", "江苏省", "南京", "025", ("鼓楼区", "玄武区", "江宁区")),
    ("武汉市", "湖北省", "武汉", "027", ("洪山区", "武昌区", "江汉区")),
    ("西安市", "陕西省", "西安", "029", ("雁塔区", "碑林区", "未央区")),
    ("苏州市", "江苏省", "苏州", "0512", ("姑苏区", "虎丘区", "吴中区")),
    ("厦门市", "福建省", "厦门", "0592", ("思明区", "湖里区", "集美区")),
    ("昆明市", "云南省", "昆明", "0871", ("五华区", "盘龙区", "官渡区")),
)
NAMES = "汇川 锦程 云帆 沱江 叙永 龙泉 宝源 华瑞 金桥 永盛 启明 远东 国泰 东方 广达".split()  # noqa: SIM905
STRANGERS = "明阳 天和 海川 嘉禾 同方".split()  # noqa: SIM905
MIDDLES = ["兴", "联", "创", "通", "达", "盛", "德", "恒"]
TRADES = "电子科技 贸易 机械设备 药业 酒业 投资管理 信息技术 建筑工程 网络科技 企业管理咨询".split()  # noqa: SIM905
FORMS = ("有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
ROADS = "中山东路 人民南路 天府大道北段 解放西路 科技园路 学院路 长江路 滨海大道 延安中路".split()  # noqa: SIM905
BLOCKS = ["国贸中心", "环球大厦", "创业大厦", "金融广场", "软件园", "财富中心"]


def identity(dice: random.Random) -> str:
    """Make a resident identity number with its check digit."""
    body = f"5105{dice.randint(1, 25):02}{dice.randint(1955, 1995)}"
    body += f"{dice.randint(1, 12):02}{dice.randint(1, 28):02}{dice.randint(1, 999):03}"
    return body + check_digit(body)


def code(number: int) -> str:
    """Make a credit code of a social organisation with its check digit."""
    body = f"5151050{number % 10}MJY{number:05}{number * 7 % 10}"
    return body + str(uscc.calc_check_digit(body))


def body(number: int, dice: random.Random) -> Body:
    """Make one body with everything on record."""
    city, province, short, area, districts = CITIES[number % len(CITIES)]
    names = NAMES if number < FIRST_STRANGER else STRANGERS
    name = names[number // 10 % len(names)] + MIDDLES[number // 150 % len(MIDDLES)]
    trade, form = TRADES[(number * 3 + number // 10) % len(TRADES)], FORMS[number % len(FORMS)]
    kind = number % 4
    if kind == 0:
        organisation = f"{city}四川{name}商会"
    elif kind == 1:
        organisation = f"{name}{trade}（{short}）{form}"
    else:
        organisation = f"{city}{name}{trade}{form}"
    parts = {
        "city": city,
        "province": province,
        "short": short,
        "area": area,
        "name": name,
        "trade": trade,
        "form": form,
        "district": dice.choice(districts),
        "road": dice.choice(ROADS),
        "no": str(dice.randint(2, 398)),
        "block": str(dice.randint(1, 9)),
        "floor": str(dice.randint(3, 28)),
        "room": f"{dice.randint(1, 30):02}",
        "local": f"{dice.randint(20000000, 89999999)}",
        "mobile": f"1{dice.choice('3578')}{dice.randint(0, 9)}{dice.randint(10000000, 99999999)}",
        "building": dice.choice(BLOCKS),
    }
    if len(area) == 4 and area not in ("0755", "0571", "0512"):
        parts["local"] = parts["local"][:7]
    made = Body(
        organisation=organisation,
        credit_code=code(number),
        person=identity(dice),
        contact_for="",
        address="{province}{city}{district}{road}{no}号{block}栋{floor}层{floor}{room}室".format(
            **parts
        ),
        phone=parts["mobile"] if number % 3 == 0 else f"{area}-{parts['local']}",
    )
    made.parts = parts
    return made


def reviewers(hosts: list[Body], dice: random.Random) -> Iterator[Row]:
    """Tie 300 reviewers to hosts in every way, and set 300 beside them that are not tied."""
    ways = [(kind, form, write) for kind, forms in WAYS.items() for form, write in forms.items()]
    marks = [(each, "yes") for each in ways] * 4
    marks += [(each, "no") for each in UNFINDABLE * 2]
    marks = marks[: 300 - len(UNFINDABLE) * 2] + marks[-len(UNFINDABLE) * 2 :]
    for number, ((kind, form, write), findable) in enumerate(marks):
        host = _host_for(kind, form, write, hosts[number * 7 % len(hosts) :] + hosts)
        row = dict(body(FIRST_STRANGER + number, dice)) | {kind: write(host)}
        yield row | {"host": host["ref"], "kind": kind, "form": form, "findable": findable}
    for number in range(300):
        host = hosts[number * 11 % len(hosts)]
        near = list(neighbours(host, dice))
        kind, form, text = near[number % len(near)]
        row = dict(body(FIRST_STRANGER + 300 + number, dice)) | {kind: text}
        yield row | {"host": "", "kind": kind, "form": form, "findable": ""}


def _host_for(kind: str, form: str, write: Write, hosts: list[Body]) -> Body:
    """Return the first host that this way of writing changes, where it is to change."""
    of = "credit_code" if kind == "contact_for" else kind
    return next(each for each in hosts if form == "as it is" or write(each) != each[of])


def main() -> None:
    """Write both tables."""
    dice = random.Random(2017)
    hosts = [body(number, dice) for number in range(300)]
    for number, host in enumerate(hosts):
        host["ref"] = f"H-{number}"
    told = list(reviewers(hosts, dice))
    dice.shuffle(told)
    for number, row in enumerate(told):
        row["ref"] = f"R-{number}"
    FOLDER.mkdir(exist_ok=True)
    tables = {"hosts": (hosts, ()), "reviewers": (told, ("host", "kind", "form", "findable"))}
    for name, (rows, labels) in tables.items():
        with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ("ref", *COLUMNS, *labels), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
