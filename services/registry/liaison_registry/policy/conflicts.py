"""Find who on a panel is tied to an applicant, by what both have in common (Article 7, HOUSE).

Numbers, addresses and names are brought to common forms first (`ties`), because people write the
same one in many ways. What is compared here are tokens: hashes of those forms, so that nobody's
number is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("legal_person", "credit_code", "address", "phone", "organisation", "contact")
Tie = tuple[str, str]


@dataclass(frozen=True)
class Tied:
    """Hold a reviewer or a host, and the ties on record: pairs of a kind and a token."""

    ref: str
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Conflict:
    """Tell that a reviewer and a host share something, and what, by kind."""

    reviewer_ref: str
    host_ref: str
    shared: tuple[str, ...]


def find_conflicts(reviewers: Iterable[Tied], hosts: Iterable[Tied]) -> tuple[Conflict, ...]:
    """Return every reviewer and host with something in common, and what it is.

    A reviewer has to step back who shares with the host a legal person, a credit code, an address,
    a number or an organisation, or is its contact at the guiding department (Article 7).
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
