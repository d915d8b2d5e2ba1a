"""Check every Markdown page, and that the built site loads nothing from other hosts.

    python -m deploy.docs.markdown               name each link that leads nowhere, each wide line
    python -m deploy.docs.markdown build/site    and each address that a page of the site would load

MkDocs checks the pages under `docs/` among themselves. This module also checks the pages next to
the code, which link into `docs/`, and links from `docs/` to files outside.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^ *(```|~~~).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
WIDEST = 120
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#{1,6} +(.+?) *#* *$", re.MULTILINE)
LOADED = re.compile(
    r"<(?:script|img|iframe|source|embed|object)\b[^>]*?\b(?:src|data)=[\"']?(https?:[^\"'\s>]+)"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|preconnect))[^>]*?"
    r"\bhref=[\"']?(https?:[^\"'\s>]+)"
)
"""What a browser fetches automatically; links for readers may lead anywhere."""


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, as Git hosts and the docs site generate it.

    >>> anchor_of("`payout.requested.v1` and its answer")
    'payoutrequestedv1-and-its-answer'
    """
    shown = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")


def anchors_of(text: str) -> set[str]:
    """Return all anchors of a page; a repeated heading gets a number."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        plain = anchor_of(heading)
        numbered = (
            plain if number == 0 else f"{plain}-{number}" for number in range(len(found) + 1)
        )
        found.add(next(name for name in numbered if name not in found))
    return found


def faults_of(page: Path, text: str, root: Path) -> Iterator[str]:
    """List each link of a page that leads to no file, to no heading, or out of the project."""
    for target in LINK.findall(CODE.sub("", FENCE.sub("", text))):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.is_relative_to(root) or not path.exists():
            yield f"{page.relative_to(root)}: {target} leads nowhere"
        elif anchor and path.suffix == ".md" and anchor not in anchors_of(path.read_text("utf-8")):
            yield f"{page.relative_to(root)}: {target} names a heading that is not there"


def wide_lines(page: Path, text: str, root: Path) -> Iterator[str]:
    """List each line over 120 columns, except in tables and code."""
    for number, line in enumerate(FENCE.sub(_blank, text).splitlines(), 1):
        if len(line) > WIDEST and not line.lstrip().startswith("|"):
            yield f"{page.relative_to(root)}:{number}: {len(line)} columns; at most {WIDEST}"


def _blank(fenced: re.Match[str]) -> str:
    return "\n" * fenced[0].count("\n")


def pages(root: Path) -> list[Path]:
    """List the Markdown files in git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [
        root / name for name in sorted(set(found.stdout.splitlines())) if (root / name).exists()
    ]


def outside(site: Path) -> Iterator[str]:
    """List each address of another host that a page of the built site loads."""
    for page in sorted(site.rglob("*.html")):
        for script, sheet in LOADED.findall(page.read_text("utf-8")):
            yield f"{page.relative_to(site)} loads {script or sheet}"


def main(sites: Iterable[str]) -> int:
    """Print the faults; return 1 if there are any."""
    faults: list[str] = []
    for page in pages(ROOT):
        text = page.read_text("utf-8")
        faults += [*faults_of(page, text, ROOT), *wide_lines(page, text, ROOT)]
    for site in sites:
        faults += outside(Path(site))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
