"""Find panel members who have a tie to an applicant (Article 7, HOUSE).

Numbers, addresses and names are first brought to normal forms (`ties`), because people write the
same value in many ways. This module compares tokens, which are hashes of these forms, so the values
themselves are never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("related_person", "credit_code", "address", "phone", "organisation", "contact")
Tie = tuple[str, str]


@dataclass(frozen=True)
class Tied:
    """Hold the ties on record of a reviewer or a host: pairs of a kind and a token."""

    ref: str
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Conflict:
    """Name a reviewer, a host, and the kinds of value they share."""

    reviewer_ref: str
    host_ref: str
    shared: tuple[str, ...]


def find_conflicts(reviewers: Iterable[Tied], hosts: Iterable[Tied]) -> tuple[Conflict, ...]:
    """Return every reviewer and host that share a value, with the kinds they share.

    A reviewer must step back if they share a related person, credit code, address, number or
    organisation with the host, or are its contact at the guiding department (Article 7).
    """
    sharing: dict[Tie, list[str]] = defaultdict(list)
    for reviewer in reviewers:
        for tie in reviewer.ties:
            sharing[tie].append(reviewer.ref)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for host in hosts:
        for tie in host.ties:
            for reviewer_ref in sharing.get(tie, ()):
                found[reviewer_ref, host.ref].add(tie[0])
    return tuple(
        Conflict(reviewer, host, tuple(kind for kind in KINDS if kind in kinds))
        for (reviewer, host), kinds in sorted(found.items())
    )
