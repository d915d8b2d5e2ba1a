"""Give the tests of this folder the book that live instances bring."""

from __future__ import annotations

import pytest

from liaison_yearbook.book.reader import Book
from tests.integration.replay.live_system import a_book


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Give a book of two years, which ends half a year after the history does."""
    return a_book(tmp_path_factory.mktemp("book"))
