"""Compare the policies with the expected tables of all sample books, line by line."""

from __future__ import annotations

import pytest

from tests.unit.assessment.assessment_yearbook import DATA, Book, expected

BOOKS = ("first", "sample", "readings", "corners")


@pytest.fixture(scope="module", params=BOOKS)
def played(request: pytest.FixtureRequest) -> tuple[str, Book]:
    book = Book(DATA / f"yearbook-{request.param}")
    book.play()
    return request.param, book


def test_grades_of_a_book_are_as_expected(played: tuple[str, Book]) -> None:
    name, book = played
    assert book.grade_lines() == expected(name, "grades")


def test_quotas_of_a_book_are_as_expected(played: tuple[str, Book]) -> None:
    name, book = played
    assert book.quota_lines() == expected(name, "quotas")


def test_missed_duties_of_a_book_are_as_expected(played: tuple[str, Book]) -> None:
    name, book = played
    assert book.duty_lines() == expected(name, "duties_missed")


def test_cases_of_two_unqualified_years_are_as_expected(played: tuple[str, Book]) -> None:
    name, book = played
    want = [line for line in expected(name, "cases") if line[1] == "two_unqualified_years"]
    assert book.case_lines() == want


def test_a_book_is_no_use_as_proof_if_its_tables_are_empty() -> None:
    assert all(len(expected(name, "grades")) > 30 for name in BOOKS)
    assert sum(len(expected(name, "cases")) for name in BOOKS) > 10
