"""How fast tables are read, and how much memory one takes above a process that has read none."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.bench.report import Figure, Report, Row, Target

ROWS, RUNS, MOST_MIB = 100_000, 3, 150
HEADINGS = ("line_no", "booked_on", "kind", "reference", "amount", "currency", "bank_reference")
READ = """
import json, re, sys, time
import openpyxl
from dataclasses import replace
from liaison_contracts.sheets.table import read_table
from liaison_incentives.usecases.bank_statements.reader import LAYOUT
used = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
rest, start = used(), time.perf_counter()
with open(sys.argv[1], "rb") as file:
    rows = sum(not row.faults for row in read_table(file, replace(LAYOUT, most_rows=10**6)))
print(json.dumps([rows, time.perf_counter() - start, used() - rest]))
"""
BARE = {
    "csv": "import csv, sys; sum(1 for _ in csv.reader(open(sys.argv[1], encoding='utf-8')))",
    "xlsx": "import openpyxl, sys; book = openpyxl.load_workbook(sys.argv[1], read_only=True); "
    "sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))",
}
TIMED = "import time; start = time.perf_counter(); exec({!r}); print(time.perf_counter() - start)"


def _lines() -> Iterator[list[Any]]:
    yield list(HEADINGS)
    for number in range(1, ROWS + 1):
        reference, bank = f"39dad1c7-0787-5dc2-9bbf-{number:012d}", f"20200101{number:08d}"
        yield [number, "2020-01-01", "paid", reference, 30000, "CNY", bank]


def _written(folder: Path, form: str) -> Path:
    path = folder / f"statement.{form}"
    if form == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_lines())
        return path
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in _lines():
        sheet.append(line)
    book.save(path)
    return path


def _told(program: str, path: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(("number", "form"), [(19, "csv"), (20, "xlsx")])
def test_a_table_of_a_hundred_thousand_rows_takes_little_memory(
    tmp_path: Path, report: Report, number: int, form: str
) -> None:
    path = _written(tmp_path, form)
    runs, bare = [], []
    for _ in range(RUNS):
        bare.append(_told(TIMED.format(BARE[form]), path))
        runs.append(_told(READ, path))
    assert {rows for rows, _, _ in runs} == {ROWS}
    what = f"reading a statement of {ROWS:,} rows, .{form}"
    reference = f"the bare library: {Figure('s', bare).shown()}"
    report.add(Row(str(number), what, Figure("s", [took for _, took, _ in runs]), None, reference))
    memory = Figure("MiB", [used for _, _, used in runs])
    report.add(Row(f"{number}b", "the same, memory above rest", memory, Target(at_most=MOST_MIB)))
