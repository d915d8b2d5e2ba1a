"""Compare two results of a book: which stations get how much more or less, by rule."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from liaison_contracts.money import fen_of, yuan_of
from liaison_yearbook.replay.results import Rows

OWED = ("paid", "held", "clawback_proposed")
"""States that count: paid or held for a station. A recovery is negative and counts too."""
COLUMNS = ("year", "station_code", "rule", "reference", "before", "after", "difference", "statuses")
STYLE = """body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72rem;
margin:2rem auto;padding:0 1rem;color:#1c2733}h2{border-bottom:2px solid #a61b1b}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #d5dbe1;
padding:.25rem .6rem;text-align:left}th{background:#f4f1ea}.n{text-align:right}
.more{color:#a61b1b}.less{color:#1b6e3c}"""


@dataclass(frozen=True)
class Change:
    """One line that differs, with the amounts owed (or recovered, if negative) in fen."""

    year: str
    station_code: str
    rule: str
    reference: str
    before_fen: int
    after_fen: int
    statuses: str

    @property
    def difference_fen(self) -> int:
        """Return how much more the fund pays, in fen."""
        return self.after_fen - self.before_fen

    def row(self) -> tuple[str, ...]:
        """Return the line as the table shows it."""
        amounts = (self.before_fen, self.after_fen, self.difference_fen)
        names = (self.year, self.station_code, self.rule, self.reference)
        return (*names, *map(yuan_of, amounts), self.statuses)


def changes(before: Rows, after: Rows) -> list[Change]:
    """Return every payout line that differs between two results, in the order of the lines.

    >>> line = ("2018", "LZ-001", "base_grant", "", "30000.00", "paid")
    >>> more = ("2018", "LZ-001", "base_grant", "", "36000.00", "paid")
    >>> [change.difference_fen for change in changes([line], [more])]
    [600000]
    """
    return list(_changes(_by_line(before), _by_line(after)))


def payouts_of(folder: Path) -> Rows:
    """Return the payout lines of a result's folder."""
    with (folder / "payouts.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in list(csv.reader(file))[1:]]


Line = tuple[str, str, str, str]


def _by_line(rows: Rows) -> dict[Line, tuple[int, str]]:
    return {
        (row[0], row[1], row[2], row[3]): (fen_of(row[4]) if row[5] in OWED else 0, row[5])
        for row in rows
    }


def _changes(
    before: dict[Line, tuple[int, str]], after: dict[Line, tuple[int, str]]
) -> Iterator[Change]:
    for line in sorted({*before, *after}):
        was, now = before.get(line, (0, "")), after.get(line, (0, ""))
        if was != now:
            yield Change(*line, was[0], now[0], f"{was[1] or '-'} > {now[1] or '-'}")


def sums_by(found: Iterable[Change], name: str) -> dict[str, tuple[int, int, int]]:
    """Return number of lines, fen before and fen after, summed by one field of the changes."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for change in found:
        entry = sums[getattr(change, name)]
        entry[0] += 1
        entry[1] += change.before_fen
        entry[2] += change.after_fen
    return {key: (one[0], one[1], one[2]) for key, one in sorted(sums.items())}


def write_comparison(found: list[Change], name: str, says: str, folder: Path) -> None:
    """Write the lines as `comparison.csv`, and a page with sums as `comparison.html`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "comparison.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(change.row() for change in found)
    total = sum(change.difference_fen for change in found)
    stations = len({change.station_code for change in found})
    parts = [
        "<!doctype html><html lang='zh'><meta charset='utf-8'>",
        f"<title>{escape(name)}</title><style>{STYLE}</style>",
        f"<h1>政策对比 · Changes under {escape(name)}</h1><p>{escape(says)}</p>",
        f"<p>{stations} 个工作站、{len(found)} 行有变化，合计 {yuan_of(total)} 元。<br>",
        f"{stations} stations and {len(found)} lines differ, {yuan_of(total)} yuan in all.</p>",
        _sums("按规则 · By rule", sums_by(found, "rule")),
        _sums("按年度 · By year", sums_by(found, "year")),
        _sums("按工作站 · By station", sums_by(found, "station_code")),
        _table("逐行 · Line by line", COLUMNS, (change.row() for change in found)),
        "</html>",
    ]
    (folder / "comparison.html").write_text("\n".join(parts), encoding="utf-8")


def _sums(title: str, sums: dict[str, tuple[int, int, int]]) -> str:
    heads = ("", "行数 lines", "之前 before", "之后 after", "差额 difference")
    rows = (
        (key, str(lines), yuan_of(was), yuan_of(now), yuan_of(now - was))
        for key, (lines, was, now) in sums.items()
    )
    return _table(title, heads, rows)


def _table(title: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<h2>{title}</h2><table><tr>{head}</tr>{body}</table>"
