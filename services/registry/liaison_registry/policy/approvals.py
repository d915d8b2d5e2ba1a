"""Define the fields on which each approval rests, and what an edit reopens (Article 7).

An approval is bound to the hash of exactly the parts it rests on. Editing one of these parts
invalidates the approval; editing other parts does not. Parts are the fields of the form, where head
and officers are divided into person, term and phone, and documents into their kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

IDENTITY = frozenset({"host_name", "host_kind", "credit_code", "is_independent_legal_person"})
CITY = frozenset({"city_code", "second_station_justification"})
PEOPLE = frozenset({"head", "head_is_legal_representative"})

# The parts on which each condition of Article 5 is judged.
CONDITIONS: Mapping[str, frozenset[str]] = {
    "5(1)": frozenset({"city_code", "documents.location_proof"}),
    "5(2)": IDENTITY
    | {
        "documents.legal_person_certificate",
        "documents.means_proof",
        "documents.reputation_proof",
    },
    "5(3)": frozenset(
        {
            "full_time_staff",
            "premises",
            "address",
            "documents.office_proof",
            "documents.staff_proof",
            "documents.equipment_proof",
        }
    ),
    "5(4)": frozenset({"online_channels", "documents.internet_proof"}),
    "5(5)": frozenset({"local_resources", "documents.local_resources_proof"}),
    "5(6)": frozenset({"event_capacity", "documents.success_case"}),
}
ELIGIBLE = frozenset().union(*CONDITIONS.values())
JUDGED = ELIGIBLE | IDENTITY | CITY | PEOPLE | {"guiding_department"}
ALL_DOCUMENTS = "documents."
CHANNELS = {"guiding_department": frozenset({"guiding_department"})}


@dataclass(frozen=True)
class Approval:
    """Hold an approval: its kind, its detail (such as one condition), and its content hash."""

    kind: str
    detail: str
    rests_on: frozenset[str]
    content_sha256: str = ""

    @property
    def name(self) -> str:
        """Return the approval's name, as shown to people and used in events."""
        return f"{self.kind}.{self.detail}" if self.detail else self.kind


def rests_on(kind: str, detail: str, parts: Iterable[str], channel: str) -> frozenset[str]:
    """Return which of an application's parts an approval rests on.

    Forwarding rests on who applies, where, and through whom. Completeness rests on everything that
    Articles 6, 8 and 9 require and on the six conditions. Opinions and decisions rest on what
    people judged.
    """
    papers = frozenset(part for part in parts if part.startswith(ALL_DOCUMENTS))
    people = frozenset({"liaison_officers", "liaison_officers.term", "head.term"})
    own = {
        "forwarding": IDENTITY | CITY | PEOPLE | CHANNELS.get(channel, frozenset()),
        "condition": CONDITIONS.get(detail, frozenset()),
        "waiver": IDENTITY,
        "completeness": JUDGED | papers | people,
    }
    return own.get(kind, JUDGED)


def reopened(approvals: Iterable[Approval], changed: Iterable[str]) -> tuple[Approval, ...]:
    """Return the approvals that an edit invalidates: those that rest on a changed part (Article 7).

    >>> held = [Approval("condition", d, CONDITIONS[d]) for d in ("5(3)", "5(4)")]
    >>> [approval.name for approval in reopened(held, ["online_channels"])]
    ['condition.5(4)']
    """
    edited = frozenset(changed)
    return tuple(approval for approval in approvals if approval.rests_on & edited)


def changed_parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts whose digests differ between two revisions, in order of their names."""
    return tuple(part for part in sorted({*before, *after}) if before.get(part) != after.get(part))


def resumed_stage(kinds: Iterable[str], was: str) -> str:
    """Return the stage of an application, given the kinds of approval that hold after an edit.

    `was` is the stage before the edit, which never moves an application forward.
    """
    held = frozenset(kinds)
    for needed, stage in ORDER:
        if needed not in held:
            return stage if RANK.get(stage, 0) <= RANK.get(was, 0) else was
    return was


# The approvals of Articles 4 to 7 in order, each with the stage in which it is given.
ORDER = (
    ("forwarding", "submitted"),
    ("completeness", "forwarded"),
    ("panel", "complete"),
    ("review", "review"),
    ("leading_group", "review_passed"),
)
STAGES = (
    "submitted",
    "forwarded",
    "complete",
    "review",
    "review_split",
    "review_passed",
    "leading_group_returned",
    "leading_group_passed",
)
RANK = {stage: place for place, stage in enumerate(STAGES)}
