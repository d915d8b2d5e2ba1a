"""Check that each document was uploaded and has the declared media type.

The file store is `work.context.blobs`. An event also lists stored documents (`hashes_of`), so that
its consumers keep the files.
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
    """Return documents in their stored form, after all of them were found.

    `named` is the field of the command that lists them.

    Raises:
        Invalid: naming each document that is missing or does not match its declared type.
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
    """Return the hashes of documents, each once, for an event that keeps the files."""
    return tuple(dict.fromkeys(entry.sha256 for entry in documents))


def paper_fault(work: Work[HasBlobs, Any], paper: Mapping[str, Any]) -> Fault | None:
    """Return the fault of one document, or None."""
    if bool(paper.get("original_inspected_by")) != bool(paper.get("original_inspected_on")):
        return fault("inspected_original")
    blobs = work.context.blobs
    if not blobs.has(paper["sha256"]):
        return fault("no_such_file")
    found = blobs.media_type(paper["sha256"])
    if found != paper["media_type"]:
        return fault("media_type", found=found, named=paper["media_type"])
    return None
