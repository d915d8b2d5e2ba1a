"""Describe an event and its fields in the language of the page."""

from __future__ import annotations

import re
from typing import Any

from liaison_contracts.message import EVENTS
from liaison_gateway.web.language import language, text, word

FORMS = {
    "ArticleNo": "条款号",
    "AwardCode": "经费编号",
    "CityCode": "行政区划代码",
    "Code": "代码",
    "Count": "非负整数",
    "CreditCode": "统一社会信用代码",
    "DocumentNo": "文号",
    "Last4": "末四位",
    "Name": "名称",
    "PayoutId": "拨付编号",
    "Position": "序号",
    "Sentence": "一句话",
    "Sha256": "SHA-256",
    "Year": "年份",
    "date": "日期",
    "decimal": "小数",
    "yuan": "元（两位小数）",
    "text": "文本",
    "whole number": "整数",
    "true or false": "是或否",
    "object": "对象",
    "null": "空",
}
_LIST, _OBJECT = re.compile(r"list of (.*)"), re.compile(r"object \((.*)\)")


def line_of(card: dict[str, Any]) -> str:
    """Return a one-line description of an event."""
    return whole_line_of(card).split("\n")[0]


def whole_line_of(card: dict[str, Any]) -> str:
    """Return the full description of an event; in English, its docstring."""
    found: str = card["description"]
    return found if language() == "en" else EVENTS[card["type"]].about_zh


def form_of(form: str) -> str:
    """Return the type of a field, such as `list of Code`; values stay as on the wire."""
    return form if language() == "en" else in_chinese(form)


def in_chinese(form: str) -> str:
    """Return a type in Chinese.

    >>> in_chinese("list of Code"), in_chinese("date | null"), in_chinese("void | keep")
    ('代码的列表', '日期 | 空', 'void | keep')
    """
    if match := _LIST.fullmatch(form):
        return f"{in_chinese(match[1])}的列表"
    if match := _OBJECT.match(form):
        return f"对象（{match[1].replace(', ', '、')}）" + in_chinese(form[match.end() :])
    return " | ".join(FORMS.get(part.strip(), part) for part in form.split(" | "))


def channel_line(name: str, channel: dict[str, Any]) -> str:
    """Return the purpose of an exchange or a queue."""
    if channel["address"] == "{type}":
        return text("channel_exchange", producer=word(name.partition(".")[0], "service"))
    producer, consumer = (word(part, "service") for part in name.split("-to-"))
    return text("channel_queue", producer=producer, consumer=consumer)
