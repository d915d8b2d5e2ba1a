"""Write reports as each partner body's own system does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

from liaison_gateway.exchange.partners.body import DutyReport

INDUSTRY = (
    "promotion_post",
    "talent_exchange",
    "natives_directory",
    "information_report",
    "delegation_visit",
    "assigned_task",
)
OVERSEAS = dict(
    zip(
        INDUSTRY,
        ("宣传推介", "人才交流活动", "人士信息库", "信息报送", "来泸考察", "交办任务"),
        strict=True,
    )
)
SCIENCE = dict(
    zip(INDUSTRY, ("post", "exchange", "directory", "report", "visit", "task"), strict=True)
)


def as_industry_federation(reports: Sequence[DutyReport]) -> bytes:
    items = [
        {
            "serial": one.reference,
            "uscc": one.station,
            "matter": f"{INDUSTRY.index(one.duty_type) + 1:02d}",
            "done": f"{one.occurred_on:%Y%m%d}",
            "filed": f"{one.reported_on:%Y%m%d}",
            "proof": one.evidence,
        }
        for one in reports
    ]
    return json.dumps({"batch": "GSL-1", "items": items}).encode()


def as_overseas_federation(reports: Sequence[DutyReport], encoding: str = "utf-8-sig") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["佐证材料", "回执号", "牌匾编号", "履职事项", "发生日期", "报送日期"])
    for one in reports:
        days = (
            f"{day.year}年{day.month}月{day.day}日" for day in (one.occurred_on, one.reported_on)
        )
        writer.writerow([one.evidence, one.reference, one.station, OVERSEAS[one.duty_type], *days])
    return file.getvalue().encode(encoding)


def as_science_association(reports: Sequence[DutyReport]) -> bytes:
    return b"".join(
        json.dumps(
            {
                "id": one.reference,
                "station": one.station,
                "what": SCIENCE[one.duty_type],
                "on": one.occurred_on.isoformat(),
                "told": one.reported_on.isoformat(),
                "see": one.evidence,
            }
        ).encode()
        + b"\n"
        for one in reports
    )


WRITERS: dict[str, Callable[[Sequence[DutyReport]], bytes]] = {
    "industry_federation": as_industry_federation,
    "overseas_federation": as_overseas_federation,
    "science_association": as_science_association,
}
