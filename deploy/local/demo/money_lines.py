"""Tell what money is due or waits, with the article and the arithmetic that the event carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.local.demo.walk import Line

OWN = ("station_code",)


def arithmetic(facts: Mapping[str, Any]) -> Iterable[str]:
    """Give the steps of a sum, and the figures it rests on with article and label."""
    explanation = facts["explanation"]
    yield from explanation["arithmetic"]
    for name, figure in explanation["figures"].items():
        if name.endswith(("_fen", "_permille")):
            yield f"{name} = {figure['value']}  (Art. {figure['article']}, {figure['label']})"


GRANTED = Line(
    "{zh}核定 {station_code} {year} 年{rule} {amount} 元（第 {articles} 条），{due_on} 到期",
    "{en} finds due for {station_code}, {year}: {rule}, {amount} yuan (Art. {articles})",
    type="award.granted.v1",
    only=OWN,
    under=arithmetic,
)


HELD = Line(
    "暂缓 {award_code}：{hold}（第十三条第三款）",
    "{award_code} waits for: {hold} (Art. 13(3))",
    type="award.held.v1",
    only=OWN,
)
RELEASED = Line(
    "解除暂缓 {award_code}（{hold}）",
    "{award_code} waits no longer ({hold})",
    type="award.released.v1",
    only=OWN,
)
