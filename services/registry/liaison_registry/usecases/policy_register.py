"""Keep the policy register: extensions and readings, each by two persons (Article 15)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from liaison_contracts.errors import Invalid, NotFound, Reason, Refused
from liaison_contracts.message import dump
from liaison_contracts.registry import (
    PolicyAnswer,
    PolicyExtended,
    PolicyReadingDecided,
    RecordReading,
    RecordTrialExtension,
)
from liaison_kit import register
from liaison_kit.editions import ReadingDecision
from liaison_kit.ids import name_id
from liaison_kit.work import Work
from liaison_registry.policy.trial import TrialExtension, require_extension
from liaison_registry.tables import PolicyProposal
from liaison_registry.usecases import numbers
from liaison_registry.usecases.refusals import refusing

READING = re.compile(r"A([1-9]|[1-4][0-9]|5[0-4])")


def record_extension(work: Work, body: RecordTrialExtension) -> PolicyAnswer:
    """Propose an extension of the trial, or, as the second person, record it.

    Raises:
        Refused: for one that ends before it is decided, or for the same person twice.
    """
    _require_edition(work, body.edition)
    with refusing("extension_invalid", "The trial cannot be extended so"):
        require_extension(TrialExtension(body.document_no, body.decided_on, body.valid_until))

    def write() -> None:
        entry = (body.edition, body.document_no, body.decided_on, body.valid_until)
        register.record_extension(work.session, *entry)
        event = PolicyExtended(
            edition=body.edition, document_no=body.document_no,
            decided_on=body.decided_on, valid_until=body.valid_until,
        )  # fmt: skip
        work.record(event, subject=f"policy/{body.edition}", effective_on=body.decided_on)

    return _by_two(work, "extension", body, write)


def record_reading(work: Work, body: RecordReading) -> PolicyAnswer:
    """Propose how an open sentence is read, or, as the second person, record it.

    A reading of another service's part of the edition is passed on: its owner checks the value.

    Raises:
        Invalid: for a code that is no reading, or a value that no rule implements.
        Refused: for the same person twice.
    """
    _require_edition(work, body.edition)
    if not READING.fullmatch(body.reading):
        detail = f"There is no reading {body.reading}; choose one of A1 to A54."
        raise Invalid("reading_unknown", detail, faults={"reading": ["A1 to A54"]})
    entry = ReadingDecision(body.reading, body.value, body.document_no, body.decided_on)
    if fault := work.edition.fault_of(entry):
        detail = f"The decision is not taken: {fault}."
        raise Invalid("reading_not_implemented", detail, faults={"value": [fault]})

    def write() -> None:
        register.record_reading(
            work.session, body.edition, body.reading, body.value, body.document_no,
            body.decided_on,
        )  # fmt: skip
        event = PolicyReadingDecided(
            edition=body.edition, reading=body.reading, value=body.value,
            document_no=body.document_no, decided_on=body.decided_on,
        )  # fmt: skip
        work.record(event, subject=f"policy/{body.edition}", effective_on=body.decided_on)

    return _by_two(work, "reading", body, write)


def _require_edition(work: Work, name: str) -> None:
    if name != work.edition.name:
        detail = f"This instance follows {work.edition.name}, not {name}."
        raise NotFound("edition_unknown", detail)


def _by_two(
    work: Work, kind: str, body: RecordTrialExtension | RecordReading, write: Callable[[], None]
) -> PolicyAnswer:
    """Propose the content the first time; record it when a second person says the same."""
    numbers.take(work.session, "policy")
    content: dict[str, Any] = dump(body)
    proposal_id = name_id(kind, *(str(content[name]) for name in sorted(content)))
    known = work.session.get(PolicyProposal, proposal_id)
    if known is None:
        work.session.add(
            PolicyProposal(
                proposal_id=proposal_id, kind=kind, content=content, proposed_by=work.actor
            )
        )
        return PolicyAnswer(edition=body.edition, state="proposed")
    if known.recorded_by is None:
        _require_second(work, known)
        known.recorded_by = work.actor
        write()
    return PolicyAnswer(edition=body.edition, state="recorded")


def _require_second(work: Work, known: PolicyProposal) -> None:
    if known.proposed_by != work.actor:
        return
    fact = f"{work.actor} proposed this entry"
    needs = "a second person of the talent office who says the same"
    detail = f"The entry is not recorded yet: {fact}; it needs {needs} (Article 15)."
    reason = Reason(article="15", fact=fact, needs=needs)
    raise Refused("second_person_needed", detail, reasons=[reason])
