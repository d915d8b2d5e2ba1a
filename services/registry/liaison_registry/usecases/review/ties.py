"""Store the ties of reviewers and hosts as keyed hashes, and compare them (Article 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import and_, delete, distinct, func, insert, select
from sqlalchemy.orm import aliased

from liaison_contracts.registry import (
    ConflictsFound,
    FindConflicts,
    HostConflict,
    RegisterReviewer,
    StationEntry,
)
from liaison_registry.context import Work
from liaison_registry.policy import conflicts
from liaison_registry.policy.conflicts import Tie, Tied
from liaison_registry.policy.ties import addresses, names, numbers
from liaison_registry.tables import Application, TieRow
from liaison_registry.usecases import people
from liaison_registry.vault import PersonVault

REVIEWER, HOST = "reviewer", "host"
FORMS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "address": addresses.addresses_of,
    "phone": numbers.phones_of,
    "organisation": names.names_of,
    "credit_code": numbers.codes_of,
    "contact": numbers.codes_of,
}
# A shorter form, such as a lone digit, would tie strangers to each other.
SHORTEST = 2
AT_ONCE = 500
"""The number of hosts in one query."""
Texts = Mapping[str, Iterable[str | None]]


def tokens_of(vault: PersonVault, texts: Texts) -> frozenset[Tie]:
    """Return the keyed hashes of texts, for each text in all its normal forms."""
    return frozenset(
        (kind, vault.token(kind, plain))
        for kind, values in texts.items()
        for value in values
        for plain in _forms(kind, value)
        if len(plain) >= SHORTEST
    )


def _forms(kind: str, value: str | None) -> tuple[str, ...]:
    if not value:
        return ()
    return FORMS[kind](value) if kind in FORMS else (value,)


def keep_host(work: Work, row: Application, content: Mapping[str, Any]) -> None:
    """Store the ties of an application's host, from its newest form."""
    officers = [content["head"], *content.get("liaison_officers", ())]
    texts: Texts = {
        "related_person": [row.head_ref, *row.liaison_refs],
        "credit_code": [row.credit_code],
        "contact": [row.credit_code],
        "organisation": [row.host_name],
        "address": [row.address],
        "phone": [content.get("contact_phone"), *(each.get("phone") for each in officers)],
    }
    _keep(work, HOST, row.host_ref, tokens_of(work.context.vault, texts))


def add_hosts(work: Work, entries: Iterable[StationEntry]) -> None:
    """Add the ties of the hosts of imported stations to those on record (A52)."""
    vault = work.context.vault
    found = {
        (vault.host_ref(entry.credit_code), *tie)
        for entry in entries
        for tie in tokens_of(vault, _texts_of(vault, entry))
    }
    refs = sorted({ref for ref, _, _ in found})
    known: set[tuple[str, ...]] = set()
    for first in range(0, len(refs), AT_ONCE):
        query = select(TieRow.owner_ref, TieRow.kind, TieRow.token).where(
            TieRow.owner == HOST, TieRow.owner_ref.in_(refs[first : first + AT_ONCE])
        )
        known |= {tuple(row) for row in work.session.execute(query)}
    rows = [
        {"owner": HOST, "owner_ref": ref, "kind": kind, "token": token}
        for ref, kind, token in sorted(found - known)
    ]
    if rows:
        work.session.execute(insert(TieRow), rows)


def _texts_of(vault: PersonVault, entry: StationEntry) -> Texts:
    number = entry.head_document_number
    head = vault.person_ref("resident_identity_card", number) if number else None
    return {
        "related_person": [entry.head_ref, entry.liaison_ref, head],
        "credit_code": [entry.credit_code],
        "contact": [entry.credit_code],
        "organisation": [entry.host_name],
        "address": [entry.address],
        "phone": [entry.contact_phone],
    }


def keep_reviewer(work: Work, body: RegisterReviewer) -> dict[str, int]:
    """Store the ties of a reviewer, and return how many of each kind were given."""
    known = [entry for entry in (body.identity, body.organisation_head) if entry is not None]
    texts: Texts = {
        "related_person": people.take_in(work, known),
        "credit_code": body.credit_codes,
        "contact": body.contact_for,
        "organisation": [body.organisation, *body.other_organisations],
        "address": body.addresses,
        "phone": body.phones,
    }
    _keep(work, REVIEWER, body.person_ref, tokens_of(work.context.vault, texts))
    return {kind: sum(bool(_forms(kind, each)) for each in texts[kind]) for kind in conflicts.KINDS}


def shared_with(work: Work, host_ref: str, persons: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what each person shares with one host; people without a tie are left out."""
    reviewers, host = _tied(work, REVIEWER, persons), _tied(work, HOST, [host_ref])
    found = conflicts.find_conflicts(reviewers, host)
    return {each.reviewer_ref: each.shared for each in found}


def find(work: Work, body: FindConflicts) -> ConflictsFound:
    """Compare reviewers with all hosts on record in one indexed query (Article 7)."""
    mine, other = aliased(TieRow), aliased(TieRow)
    same = and_(other.token == mine.token, other.kind == mine.kind, other.owner == HOST)
    query = (
        select(mine.owner_ref, other.owner_ref, mine.kind, mine.token)
        .join(other, same)
        .where(mine.owner == REVIEWER, mine.owner_ref.in_(body.person_refs))
    )
    reviewers: dict[str, set[Tie]] = defaultdict(set)
    hosts: dict[str, set[Tie]] = defaultdict(set)
    for person, host, kind, token in work.session.execute(query):
        reviewers[person].add((kind, token))
        hosts[host].add((kind, token))
    found = conflicts.find_conflicts(_made(reviewers), _made(hosts))
    count = select(func.count(distinct(TieRow.owner_ref))).where(TieRow.owner == HOST)
    return ConflictsFound(
        hosts_compared=work.session.execute(count).scalar_one(),
        conflicts=tuple(
            HostConflict(person_ref=each.reviewer_ref, host_ref=each.host_ref, shared=each.shared)
            for each in found
        ),
    )


def _made(ties: Mapping[str, set[Tie]]) -> list[Tied]:
    return [Tied(ref, frozenset(each)) for ref, each in ties.items()]


def _tied(work: Work, owner: str, refs: Iterable[str]) -> list[Tied]:
    found: dict[str, set[Tie]] = defaultdict(set)
    query = select(TieRow).where(TieRow.owner == owner, TieRow.owner_ref.in_(list(refs)))
    for row in work.session.scalars(query):
        found[row.owner_ref].add((row.kind, row.token))
    return _made(found)


def _keep(work: Work, owner: str, ref: str, ties: Iterable[Tie]) -> None:
    work.session.execute(delete(TieRow).where(TieRow.owner == owner, TieRow.owner_ref == ref))
    rows = [
        {"owner": owner, "owner_ref": ref, "kind": kind, "token": token} for kind, token in ties
    ]
    if rows:
        work.session.execute(insert(TieRow), rows)
