"""Look at the papers that a command names: each is in the file store, and is what it is called.

The file store is `work.context.blobs`. What is kept is told by an event too (`hashes_of`), so that
whoever hears it lets the file stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.errors import Invalid
from liaison_contracts.message import dump
from liaison_contracts.reasons import Fault, fault
from liaison_kit.store.blobs import Blobs
from liaison_kit.work import Work


class HasBlobs(Protocol):
    """Describe a context that holds the file store."""

    @property
    def blobs(self) -> Blobs:
        """Return the file store."""


def take_papers(
    work: Work[HasBlobs, Any], documents: Sequence[DocumentEntry], named: str = "documents"
) -> list[Any]:
    """Return papers as they are kept, once every one of them was found.

    `named` is the field of the command that holds them.

    Raises:
        Invalid: naming each paper that is not there, or is not what it is said to be.
    """
    papers = [dump(entry) for entry in documents]
    faults = {
        f"{named}.{number}": [found]
        for number, paper in enumerate(papers)
        if (found := paper_fault(work, paper))
    }
    if faults:
        raise Invalid("documents_invalid", faults=faults, places=list(faults))
    return papers


def hashes_of(documents: Sequence[DocumentEntry]) -> tuple[str, ...]:
    """Return the hashes of papers, each once: an event tells them, so that the files stay."""
    return tuple(dict.fromkeys(entry.sha256 for entry in documents))


def paper_fault(work: Work[HasBlobs, Any], paper: Mapping[str, Any]) -> Fault | None:
    """Return what is wrong with one paper, or None."""
    if bool(paper.get("original_inspected_by")) != bool(paper.get("original_inspected_on")):
        return fault("inspected_original")
    blobs = work.context.blobs
    if not blobs.has(paper["sha256"]):
        return fault("no_such_file")
    found = blobs.media_type(paper["sha256"])
    if found != paper["media_type"]:
        return fault("media_type", found=found, named=paper["media_type"])
    return None
