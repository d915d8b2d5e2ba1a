"""A year book is read whole or refused whole, with every bad line at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from liaison_yearbook.book.reader import BadBook, read_book
from liaison_yearbook.client import totp_of
from liaison_yearbook.replay.acts import acts_of
from liaison_yearbook.replay.player import days_of
from liaison_yearbook.replay.results import shown

DATA = Path(__file__).parents[1] / "data"
FIRST, CASES = DATA / "yearbook-first", DATA / "public-cases"


@pytest.fixture
def book_folder(tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(FIRST, folder)
    return folder


def change(folder: Path, sheet: str, old: str, new: str) -> None:
    path = folder / f"{sheet}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_first_book_covers_three_years():
    assert read_book(FIRST).years == (2018, 2020)


def test_the_order_of_lines_does_not_matter(book_folder):
    path = book_folder / "duties.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    assert read_book(book_folder) == read_book(FIRST)


def test_every_bad_line_is_named_at_once(book_folder):
    change(book_folder, "stations", "chamber_abroad", "pub")
    change(book_folder, "scores", "talent_office,1,48", "talent_office,8,148.125")
    change(book_folder, "spending", "23326.00", "23326.005")
    change(book_folder, "recruitments", "LZ-012", "LZ-999")
    with pytest.raises(BadBook) as refused:
        read_book(book_folder)
    places = {(bad.file, bad.column) for bad in refused.value.lines}
    assert {
        ("stations", "host_kind"),
        ("scores", "material"),
        ("spending", "spent"),
        ("recruitments", "station_code"),
    } <= places
    assert all(bad.line > 1 for bad in refused.value.lines)


@pytest.mark.parametrize(
    ("sheet", "old", "new", "reason"),
    [
        ("duties", "D-000013", "D-000528", "repeats line"),
        (
            "scores",
            "LZ-001,2018,talent_office,1,48",
            "LZ-001,2018,talent_office,1,100.5",
            "0 to 100",
        ),
        ("editions", "2021-12-31", "", "an extension needs it"),
        ("stations", "host_name", "name_of_host", "Missing: host_name"),
        ("duties", ",yes", ",yes,more", "Must have 7 cells, not 8"),
    ],
)
def test_a_bad_line_says_why(book_folder, sheet, old, new, reason):
    change(book_folder, sheet, old, new)
    with pytest.raises(BadBook) as refused:
        read_book(book_folder)
    assert reason in str(refused.value)


def test_a_missing_sheet_is_a_fault(book_folder):
    (book_folder / "bole.csv").unlink()
    with pytest.raises(BadBook, match=r"bole\.csv is missing"):
        read_book(book_folder)


def test_a_sheet_may_be_in_gb_18030_and_in_no_third_encoding(book_folder):
    path = book_folder / "stations.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("gb18030"))
    assert read_book(book_folder) == read_book(FIRST)
    path.write_bytes(text.encode("utf-16"))
    with pytest.raises(BadBook, match="neither UTF-8 nor GB 18030"):
        read_book(book_folder)


def test_money_kept_as_numbers_in_a_workbook_is_read():
    """Public case yearbook-numbers-for-money."""
    book = read_book(CASES / "yearbook-numbers-for-money.xlsx")
    amounts = [line.approved_amount_fen for line in book["events"]]
    amounts += [line.spent_fen for line in book["spending"]]
    assert 3_000_000 in amounts


def test_a_workbook_says_the_same_as_a_folder(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for path in sorted(FIRST.glob("*.csv")):
        sheet = workbook.create_sheet(path.stem)
        for line in path.read_text(encoding="utf-8").splitlines():
            sheet.append(line.split(","))
    workbook.save(tmp_path / "book.xlsx")
    assert read_book(tmp_path / "book.xlsx") == read_book(FIRST)


def test_an_act_keeps_its_key_and_lies_within_the_book():
    book = read_book(FIRST)
    acts = acts_of(book)
    assert len({act.key for act in acts}) == len(acts)
    assert acts == acts_of(book)
    assert all(book.since <= act.on <= book.until for act in acts)


def test_the_days_of_a_book_hold_every_month_end():
    days = days_of(read_book(FIRST), [])
    assert len(days) == 36 + 2 * 3
    assert days == sorted(set(days))


def test_a_one_time_password_follows_the_standard():
    assert totp_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109) == "081804"


def test_a_score_is_shown_half_up():
    assert [shown(text) for text in ("88.815", "60", "59.994999")] == ["88.82", "60.00", "59.99"]
