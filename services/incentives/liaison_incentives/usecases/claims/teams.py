"""Store the people of a claim, encrypted, and return references to them (Article 14(1))."""

from __future__ import annotations

from liaison_contracts.entries import PersonEntry
from liaison_contracts.errors import Invalid
from liaison_contracts.incentives import ReportRecruitment
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import Talent


def team_of(work: Work, body: ReportRecruitment) -> tuple[str, tuple[str, ...]]:
    """Return the references of the talent and the other members of the team (reading A20).

    Raises:
        Invalid: if the talent is not clear, or somebody is named twice.
    """
    if (body.talent is None) == (body.talent_ref is None):
        raise Invalid(
            "talent_not_clear", faults={"talent": [fault("one_of", names=["talent", "talent_ref"])]}
        )
    lead = body.talent_ref or _ref_of(work, body.talent)
    members = (*body.member_refs, *(_ref_of(work, entry) for entry in body.members))
    if len({lead, *members}) <= len(members):
        raise Invalid("talent_not_clear", faults={"members": [fault("named_twice")]})
    return lead, tuple(sorted(members))


def _ref_of(work: Work, entry: PersonEntry | None) -> str:
    """Return the reference of a person; the entry is stored encrypted, once."""
    assert entry is not None, "who has no reference is entered"
    vault = work.context.vault
    talent_ref: str = vault.talent_ref(entry.document_type, entry.document_number)
    if work.session.get(Talent, talent_ref) is None:
        talent = Talent(
            talent_ref=talent_ref,
            document_type=entry.document_type,
            name=vault.seal_text(entry.name, talent_ref, "name"),
            document_number=vault.seal_text(entry.document_number, talent_ref, "number"),
        )
        work.session.add(talent)
    return talent_ref
