"""Store every revision of an application, encrypted, and compare two of them (Article 6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.errors import NotFound
from liaison_contracts.registry import CompareRevisions, FieldDifference, RevisionDifferences
from liaison_kit.claims import hash_of
from liaison_registry.context import Work
from liaison_registry.policy.approvals import changed_parts
from liaison_registry.tables import Application, ApplicationDraft, Revision
from liaison_registry.usecases.drafts.content import (
    Content,
    digests_of,
    parts_of,
)
from liaison_registry.usecases.rights import has_role, is_only_reviewer, may_see, orgs_of

PEOPLE = ("head", "liaison_officers")
PHONES = ("contact_phone", "head.phone", "liaison_officers.phone")


@dataclass(frozen=True)
class Saving:
    """Hold when a revision is saved, whether by the applicant, and the reason that they wrote."""

    on: date
    is_of_applicant: bool = True
    reason: str = ""


def keep(
    work: Work, draft: ApplicationDraft, content: Mapping[str, Any], saving: Saving
) -> tuple[str, ...]:
    """Store content as the next revision and return the changed parts, if any."""
    digests = digests_of(work.context.vault, content)
    former = newest(work, draft)
    changed = changed_parts(former.digests if former else {}, digests)
    if former is not None and not changed:
        return ()
    draft.revision += 1
    draft.last_saved_on = saving.on
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    place = _place(draft.application_code, draft.revision)
    work.session.add(
        Revision(
            application_code=draft.application_code,
            revision=draft.revision,
            content_sealed=work.context.vault.seal(text, *place),
            digests=digests,
            content_sha256=hash_of(digests),
            saved_by=work.actor,
            saved_on=saving.on,
            is_of_applicant=saving.is_of_applicant,
            reason=saving.reason,
        )
    )
    work.session.flush()
    return changed


def newest(work: Work, draft: ApplicationDraft) -> Revision | None:
    """Return the newest revision, or None before the first."""
    return work.session.get(Revision, (draft.application_code, draft.revision))


def content_of(work: Work, revision: Revision | None) -> Content:
    """Return the content of a revision; empty before the first."""
    if revision is None:
        return {}
    place = _place(revision.application_code, revision.revision)
    found: Content = json.loads(work.context.vault.unseal(revision.content_sealed, *place))
    return found


def find_draft(work: Work, code: str) -> ApplicationDraft:
    """Return an application's draft, locked, if the caller owns it.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    found = work.session.get(ApplicationDraft, code, with_for_update=True)
    if found is None or found.applicant_org not in orgs_of(work.caller):
        raise NotFound("application_unknown", application_code=code)
    return found


def find_readable(work: Work, code: str) -> tuple[ApplicationDraft, Application | None]:
    """Return a draft and its application, if the caller may see them.

    Before it is submitted, only the applicant and the talent office, which has to help, see a
    draft.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    draft = work.session.get(ApplicationDraft, code)
    application = work.session.get(Application, code)
    is_applicant = not is_only_reviewer(work.caller)
    if is_applicant and draft is not None and draft.applicant_org in orgs_of(work.caller):
        return draft, application
    if application is None:
        allowed = has_role(work.caller, "talent_office", "auditor")
    else:
        allowed = may_see(work, application)
    if draft is None or not allowed:
        raise NotFound("application_unknown", application_code=code)
    return draft, application


def compare(work: Work, body: CompareRevisions) -> RevisionDifferences:
    """Return what changed between two revisions, field by field, with people masked (Article 6).

    Raises:
        NotFound: if there is no such application or revision.
    """
    draft, _ = find_readable(work, body.application_code)
    earlier = _revision(work, draft, body.earlier)
    later = _revision(work, draft, body.later)
    before, after = (masked(parts_of(content_of(work, each))) for each in (earlier, later))
    return RevisionDifferences(
        application_code=draft.application_code,
        earlier=earlier.revision,
        later=later.revision,
        saved_by=later.saved_by,
        saved_on=later.saved_on,
        differences=tuple(
            FieldDifference(field=part, before=_shown(before, part), after=_shown(after, part))
            for part in changed_parts(earlier.digests, later.digests)
        ),
    )


def masked(parts: Mapping[str, Any]) -> Content:
    """Return parts with names, numbers and phones masked in a way that still shows changes."""
    found = dict(parts)
    for part in PEOPLE:
        if part in found:
            found[part] = [_masked_person(each) for each in found[part]]
    for part in PHONES:
        if part in found:
            value = found[part]
            found[part] = [_ending(n) for n in value] if isinstance(value, list) else _ending(value)
    return found


def _masked_person(person: Mapping[str, Any]) -> dict[str, Any]:
    name, number = str(person.get("name") or ""), str(person.get("document_number") or "")
    return {**person, "name": name[:1] + "*" * (len(name) - 1), "document_number": _ending(number)}


def _ending(number: str | None) -> str:
    return "***" + str(number)[-2:] if number else ""


def _shown(parts: Mapping[str, Any], part: str) -> str | None:
    value = parts.get(part)
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _revision(work: Work, draft: ApplicationDraft, number: int) -> Revision:
    found = work.session.get(Revision, (draft.application_code, number))
    if found is None:
        raise NotFound("revision_unknown", number=number, latest=draft.revision)
    return found


def _place(code: str, revision: int) -> tuple[str, str]:
    return code, f"revision {revision}"
