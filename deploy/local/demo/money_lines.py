"""Show which amounts are due or held, with the article and arithmetic of the event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.local.demo.walk import Line
from liaison_contracts.money import yuan_of
from liaison_contracts.reasons import Step
from liaison_contracts.sentences import Reader, step_of

CHINESE = Reader("zh")
OWN = ("station_code",)


def arithmetic(facts: Mapping[str, Any]) -> Iterable[str]:
    """Return the steps of a calculation, and its figures with article and label."""
    explanation = facts["explanation"]
    yield from (step_of(Step(**step), CHINESE) for step in explanation["arithmetic"])
    for name, figure in explanation["figures"].items():
        if amount := _amount_of(name, figure["value"]):
            yield f"{amount}（Art. {figure['article']}, {figure['label']}）"


def _amount_of(name: str, value: Any) -> str:
    plain, _, unit = name.rpartition("_")
    if unit == "fen":
        return f"{plain} = {yuan_of(value)} yuan"
    return f"{plain} = {value / 10:g} %" if unit == "permille" else ""


GRANTED = Line(
    "{zh} 核定 {station_code} {year} 年{rule} {amount} 元（第 {articles} 条），{due_on} 到期",
    "{en}: due for {station_code}, {year}: {rule}, {amount} yuan (Art. {articles})",
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
