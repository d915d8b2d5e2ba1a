"""Check the English of pages, docstrings, comments and messages: words that a reader stumbles over.

    python -m deploy.docs.wording       list each such word, with the word to write instead

Names of this project's own in code, and released documents, are not checked.
"""

from __future__ import annotations

import re
import sys
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from deploy.docs.checkout import Checkout

ROOT = Path(__file__).resolve().parents[2]
BETTER = {
    "anew": "again, or new",
    "whoever": "the person who, or people who",
    "for ever": "forever, or permanently",
    "what is told": "events, or what is published",
    "what was told": "events, or what was published",
    "hearer": "consumer",
    "hearers": "consumers",
}
WORDS = re.compile(rf"(?<![\w`{{]){'(?:' + '|'.join(BETTER) + ')'}(?![\w`}}])", re.IGNORECASE)
PAGES = (".md", ".html", ".toml")
CODE = ("services/", "deploy/")
NOT_OURS = ("/released/", "/static/swagger", "deploy/docs/wording.py")
"""Released documents never change; this module names the words."""
PROSE = ("COMMENT", "STRING", "FSTRING_MIDDLE")
"""Tokens that people read; Python 3.11 has no FSTRING_MIDDLE."""


def faults_in(place: str, text: str) -> Iterator[str]:
    """List each word of a page or a template, with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in WORDS.finditer(line):
            yield f'{place}:{number}: "{found[0]}": write {BETTER[found[0].lower()]}.'


def faults_in_code(place: str, text: str) -> Iterator[str]:
    """List each word of the texts and comments of a Python file, with its line."""
    for token in tokenize.generate_tokens(StringIO(text).readline):
        is_text = " " in token.string  # one word alone is a name, such as a code or a key
        if is_text and tokenize.tok_name[token.type] in PROSE:
            for fault in faults_in(place, token.string):
                line, _, rest = fault.removeprefix(f"{place}:").partition(":")
                yield f"{place}:{int(line) + token.start[0] - 1}:{rest}"


def faults_of(checkout: Checkout) -> Iterator[str]:
    """List each word of the checkout's pages, and of the texts of its code."""
    for place, text in checkout.texts.items():
        if any(part in place for part in NOT_OURS):
            continue
        if place.endswith(PAGES):
            yield from faults_in(place, text)
        elif place.endswith(".py") and place.startswith(CODE):
            yield from faults_in_code(place, text)


def main() -> int:
    """Print the faults; return 1 if there are any."""
    faults = list(faults_of(Checkout(ROOT)))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
