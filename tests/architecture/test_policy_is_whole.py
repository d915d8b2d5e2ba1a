"""Every open sentence is a reading, every article is answered, and nothing else hides a figure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from deploy.local.build import reference_pages
from liaison_assessment.policy import figures as assessment
from liaison_contracts.dictionary import lists
from liaison_incentives.policy import figures as incentives
from liaison_kit.law.editions import load_edition
from liaison_registry.policy import figures as registry

ROOT = Path(__file__).parents[2]
CODES = {f"A{number}" for number in range(1, 55)}
SHARED = {"A49"}
"""Readings that two services go by: the registry hears a station on a case, assessment on a
finding."""
PLAIN_NUMBERS = {0, 1, 2, 3, 4, 10, 11, 12, 28, 29, 31, 100, 365, 366, 1000}
"""Numbers that policy may write: counting, the calendar, per cent, fen to a yuan, permille."""
WITH_A_REASON = {
    "ranking.py": {5},  # the number of a material of Article 12(2), which is its name
    "marks.py": {200},  # per cent of two sides
    "dossier.py": {5, 6, 7},  # numbers of materials of Article 12(2), which are their names
    "credit_code.py": {18},  # the length that GB 32100 gives the code
    "numbers.py": {5, 6, 7, 8, 9, 15},  # weights and length that GB 11643 gives identity numbers
}


def editions():
    """Return the three services' parts of the edition."""
    for room in (registry, assessment, incentives):
        path = Path(room.__file__).parents[1] / "editions" / "luzhou_2017.toml"
        yield load_edition(path.read_text(encoding="utf-8"), room.Figures, room.Readings)


def test_all_54_readings_stand_in_the_edition_each_with_its_owner():
    found = [code for part in editions() for code in part.codes]
    assert set(found) == CODES
    assert {code for code in found if found.count(code) > 1} == SHARED


def test_a_reading_that_two_services_go_by_is_told_in_the_same_words():
    for code in SHARED:
        notes = [part.notes[code] for part in editions() if code in part.notes]
        told = {(note.article, note.label, note.says, note.says_zh, note.values) for note in notes}
        assert len(told) == 1, code


def without_words(values, words):
    """Return the values of readings that have no word, and the words of no value."""
    return sorted(set(values) ^ set(words))


def test_every_value_of_a_reading_has_a_word_and_no_word_is_left_over():
    values = [
        f"{code}.{value}"
        for part in editions()
        for code in part.codes
        for value in part.notes[code].values
    ]
    words = lists()["reading_value"]
    assert without_words(values, words) == []
    assert without_words([*values, "A18.planted"], words) == ["A18.planted"]
    assert without_words(values, {**words, "A0.planted": ""}) == ["A0.planted"]


def test_the_three_parts_of_an_edition_name_the_same_paper():
    heads = {
        (part.name, part.version, part.document_no, part.valid_since, part.valid_until)
        for part in editions()
    }
    assert len(heads) == 1


def test_every_article_is_cited_or_left_to_people_with_a_reason():
    assert reference_pages.uncited() == []


def test_an_uncited_article_is_found(monkeypatch):
    monkeypatch.setattr(reference_pages, "LEFT_TO_PEOPLE", {})
    monkeypatch.setattr(
        reference_pages, "cited", lambda: {number: {"x"} for number in range(2, 16)}
    )
    assert reference_pages.uncited() == [1]


def test_the_reference_pages_are_in_step():
    stale = [
        path for path, text in reference_pages.pages().items() if path.read_text("utf-8") != text
    ]
    assert stale == []


def numbers_of(text: str) -> set[int]:
    """Return the whole numbers that code writes, beside indexes of the first ones."""
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and type(node.value) is int
    }


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "services").glob("*/liaison_*/policy/**/*.py")),
    ids=lambda path: path.relative_to(ROOT / "services").as_posix(),
)
def test_no_figure_is_a_constant_of_the_policy(path):
    known = PLAIN_NUMBERS | WITH_A_REASON.get(path.name, set())
    strange = numbers_of(path.read_text(encoding="utf-8")) - known
    assert not strange, f"{path.name} writes {strange}: make it a figure of the edition"


def test_a_hidden_figure_is_found():
    assert numbers_of("grant = 3000000 * months // 12") - PLAIN_NUMBERS == {3000000}
