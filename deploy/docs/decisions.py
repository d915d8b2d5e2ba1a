"""Check the decision records: form of title and sections, a status, and a line in the index.

`python -m deploy.docs.decisions` prints every fault and fails if there is one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "adr"
SECTIONS = ["Context", "Decision", "Consequences"]
STATUS = re.compile(
    r"^Status: ((?:proposed|accepted|superseded by )[^\n]*(?:\n[^\n]+)*)\.$", re.MULTILINE
)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def faults_of(name: str, text: str) -> Iterator[str]:
    """List the differences of one decision from the common form."""
    number = int(name[:4])
    if not re.match(rf"# {number}\. \S[^\n]*[^.\n]\n", text):
        yield f"{name}: the title must be `# {number}. A sentence without a full stop`"
    if not STATUS.match(text.partition("\n\n")[2]):
        yield f"{name}: `Status: accepted.` (or proposed, superseded by) must follow the title"
    if re.findall(r"^## (.*)$", text, re.MULTILINE) != SECTIONS:
        yield f"{name}: the sections must be {', '.join(SECTIONS)}"


def row_of(name: str, text: str) -> str:
    """Return the required beginning of a decision's line in the index.

    >>> row_of("0003-one-lock.md", "# 3. One lock\\n\\nStatus: accepted.\\n")
    '| 3 | [One lock](0003-one-lock.md) | '
    """
    title = text.partition("\n")[0].partition(". ")[2]
    return f"| {int(name[:4])} | [{title}]({name}) | "


def status_of(text: str) -> str:
    """Return the status for the index: on one line, without links and reasons.

    >>> status_of("# 3. One\\n\\nStatus: accepted; amended by [ADR 16](x.md), which adds files.\\n")
    'accepted; amended by ADR 16'
    """
    found = STATUS.search(text)
    plain = LINK.sub(r"\1", " ".join(found.group(1).split())) if found else ""
    return plain.partition(", which")[0]


def faults_of_index(index: str, texts: dict[str, str]) -> Iterator[str]:
    """List each decision that is not in the index with its title and status, and each gap."""
    rows = index.splitlines()
    for name, text in texts.items():
        start, end = row_of(name, text), f" | {status_of(text)} |"
        if not any(row.startswith(start) and row.endswith(end) for row in rows):
            yield f"README.md: needs a line `{start}…{end}`"
    numbers = {int(name[:4]) for name in texts}
    for number in sorted(set(range(1, max(numbers, default=0))) - numbers):
        if not re.search(rf"\b{number}\b[^|]*\bmissing\b", index):
            yield f"README.md: must say why decision {number} is missing"


def main(folder: Path = FOLDER) -> int:
    """Print the faults; return 1 if there are any."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("[0-9]*.md"))}
    faults = [fault for name, text in texts.items() for fault in faults_of(name, text)]
    faults += faults_of_index((folder / "README.md").read_text("utf-8"), texts)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
