"""Write the result of a book as one HTML file: tables and charts, in Chinese and English."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from liaison_contracts.money import fen_of, yuan_of
from liaison_contracts.reasons import Reason
from liaison_contracts.sentences import Reader, sentence_of
from liaison_yearbook.book.reader import Book
from liaison_yearbook.replay.results import COLUMNS, Results

TITLES = {
    "quotas": ("考核名额", "Quotas"),
    "grades": ("年度考核等次", "Grades"),
    "payouts": ("经费与激励", "Payouts"),
    "cases": ("案件", "Cases"),
    "duties_missed": ("未履职情况", "Duties missed"),
}
CHINESE = Reader("zh")
STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72rem;
margin:2rem auto;padding:0 1rem;color:#1c2733}h1{font-size:1.6rem}
h2{margin-top:2.2rem;border-bottom:2px solid #a61b1b}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #d5dbe1;
padding:.25rem .6rem;text-align:left}th{background:#f4f1ea}
.bar{fill:#a61b1b}.en{color:#66727f;font-size:.85em;margin-left:.5em}svg text{font-size:12px}
"""


def write_report(results: Results, book: Book, refused: list[dict[str, Any]], path: Path) -> None:
    """Write the report as a file that needs no other file and no network."""
    first, last = book.years
    parts = [
        "<!doctype html><html lang='zh'><meta charset='utf-8'>",
        f"<title>年册重放 {first}–{last}</title><style>{STYLE}</style>",
        f"<h1>年册重放结果 {first}–{last}{_english('Results of the year book')}</h1>",
        _heading("各年已付金额（元）", "Paid by year (yuan)"),
        _bars(paid_by_year(results)),
        _heading("等次分布", "Grades"),
        _bars(grades_by_kind(results)),
        *(_section(name, results) for name in TITLES),
        _refusals(refused),
        "</html>",
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def paid_by_year(results: Results) -> list[tuple[str, int, str]]:
    """Return (year, fen, label) of all payments, by the year they are booked under."""
    totals: Counter[str] = Counter()
    for year, _, _, _, amount, status in results.tables["payouts"]:
        if status == "paid":
            totals[year] += fen_of(amount)
    return [(year, fen, yuan_of(fen)) for year, fen in sorted(totals.items())]


def grades_by_kind(results: Results) -> list[tuple[str, int, str]]:
    """Return (year and grade, number of stations, label)."""
    counts = Counter((row[0], row[3]) for row in results.tables["grades"])
    return [
        (f"{year} {grade}", count, str(count)) for (year, grade), count in sorted(counts.items())
    ]


def _english(text: str) -> str:
    return f"<span class='en' lang='en'>{escape(text)}</span>"


def _heading(chinese: str, english: str) -> str:
    return f"<h2>{escape(chinese)}{_english(english)}</h2>"


def _bars(rows: list[tuple[str, int, str]]) -> str:
    most = max((value for _, value, _ in rows), default=1) or 1
    lines = [f"<svg role='img' width='100%' viewBox='0 0 720 {24 * len(rows) + 8}'>"]
    for index, (name, value, label) in enumerate(rows):
        top, width = 24 * index + 4, max(1, 400 * value // most)
        lines.append(
            f"<text x='0' y='{top + 13}'>{escape(name)}</text>"
            f"<rect class='bar' x='150' y='{top}' width='{width}' height='16'/>"
            f"<text x='{156 + width}' y='{top + 13}'>{escape(label)}</text>"
        )
    return "".join([*lines, "</svg>"])


def _section(name: str, results: Results) -> str:
    chinese, english = TITLES[name]
    heads = "".join(f"<th>{escape(column)}</th>" for column in COLUMNS[name])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in results.tables[name]
    )
    return f"{_heading(chinese, english)}<table><tr>{heads}</tr>{rows}</table>"


def _refusals(refused: list[dict[str, Any]]) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in (_code_of(item), _reasons_of(item)))
        + "</tr>"
        for item in refused
    )
    heading = _heading(
        f"未生效事实 {len(refused)} 条", f"{len(refused)} facts without effect by rule"
    )
    return f"{heading}<table><tr><th>fact</th><th>reason</th></tr>{rows}</table>"


def _code_of(item: dict[str, Any]) -> str:
    return str(item.get("record_code") or item.get("station_code") or item.get("code") or "")


def _reasons_of(item: dict[str, Any]) -> str:
    found = [Reason(row["code"], row["article"], row["values"]) for row in item["reasons"]]
    return "；".join(f"{sentence_of(each, CHINESE)} {sentence_of(each)}" for each in found)
