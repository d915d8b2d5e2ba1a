"""Words that a reader stumbles over are found in pages, texts and comments, and only there."""

from __future__ import annotations

import pytest

from deploy.docs.wording import BETTER, faults_in, faults_in_code, main


def test_this_project_has_none_of_these_words() -> None:
    assert main() == 0


@pytest.mark.parametrize("word", BETTER)
def test_each_word_is_found_in_a_page_with_what_to_write(word: str) -> None:
    [fault] = faults_in("page.md", f"First line.\nThe {word} of the second.\n")
    assert fault == f'page.md:2: "{word}": write {BETTER[word]}.'


def test_capitals_count_and_parts_of_words_do_not() -> None:
    assert len(list(faults_in("page.md", "Whoever comes. Anew!"))) == 2
    assert list(faults_in("page.md", "A manewer, a hearing, `hearer`, {hearer}, hearers_of.")) == []


def test_docstrings_texts_and_comments_are_read_with_their_lines() -> None:
    text = '"""One line.\n\nMade anew.\n"""\nx = "told to whoever asks"  # kept for ever\n'
    lines = [fault.split('"')[0] for fault in faults_in_code("code.py", text)]
    assert lines == ["code.py:3: ", "code.py:5: ", "code.py:5: "]


def test_names_in_code_are_not_texts() -> None:
    assert list(faults_in_code("code.py", 'hearer = anew(hearers)\nkey = "hearer"\n')) == []
