"""Refuse a list of records that contains invalid lines, naming all of them.

An invalid line is an error of its sender. A valid record that has no effect under the rules is a
fact: it is stored as refused (see `duties`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from liaison_assessment.context import Work
from liaison_contracts.assessment import DutyEntry
from liaison_contracts.errors import Invalid
from liaison_contracts.message import dump
from liaison_contracts.reasons import fault

CONTENT = (
    "station_code",
    "duty_type",
    "occurred_on",
    "reported_on",
    "evidence",
    "category",
    "task_code",
    "joint_event",
    "part",
    "links",
    "files",
)


def content_of(entry: DutyEntry) -> dict[str, Any]:
    """Return the content of an entry in the form of a row's columns."""
    content = {name: getattr(entry, name) for name in CONTENT}
    content["links"] = list(entry.links) or None
    content["files"] = [dump(file) for file in entry.files] or None
    return content


def require_good_lines(work: Work, entries: Sequence[DutyEntry]) -> None:
    """Refuse lines with an unknown code or a missing file.

    Raises:
        Invalid: with the faults of each line by its position; nothing was changed.
    """
    missing = _missing_files(work, entries)
    faults: dict[str, Any] = {}
    for place, entry in enumerate(entries):
        found = _faults(work, entry, missing)
        if found:
            faults[str(place)] = found
    if not faults:
        return
    unread = any(set(found) - {"files"} for found in faults.values())
    raise Invalid(
        "bad_records" if unread else "evidence_not_there",
        faults={"records": faults},
        wrong=len(faults),
        all=len(entries),
    )


def _missing_files(work: Work, entries: Iterable[DutyEntry]) -> set[str]:
    named = {file.sha256 for entry in entries for file in entry.files}
    return {sha256 for sha256 in named if not work.context.blobs.has(sha256)}


def _faults(work: Work, entry: DutyEntry, missing: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kind = work.context.duty_types.get(entry.duty_type)
    if kind is None:
        known = list(work.context.duty_types)
        found["duty_type"] = [fault("choice_of_words", choices=known)]
    elif entry.category and kind.shape.categories and entry.category not in kind.shape.categories:
        found["category"] = [fault("choice_of_words", choices=kind.shape.categories)]
    files = {
        str(place): [fault("evidence_not_uploaded", sha256=file.sha256)]
        for place, file in enumerate(entry.files)
        if file.sha256 in missing
    }
    return found | ({"files": files} if files else {})
