"""Maintain the policy register: extensions and readings, each by two people (Article 15)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from liaison_contracts.editions import carried_out
from liaison_contracts.errors import Invalid, NotFound
from liaison_contracts.message import dump
from liaison_contracts.reasons import fault, reason
from liaison_contracts.registry import (
    PolicyAnswer,
    PolicyExtended,
    PolicyReadingDecided,
    RecordReading,
    RecordTrialExtension,
)
from liaison_kit.instance import instance
from liaison_kit.law import register
from liaison_kit.store.ids import name_id
from liaison_registry.context import Work
from liaison_registry.policy.trial import TrialExtension, require_extension
from liaison_registry.tables import PolicyProposal
from liaison_registry.usecases import numbers
from liaison_registry.usecases.refusals import refuse, refusing

FIRST_READING, LAST_READING = "A1", "A54"
READING = re.compile(r"A([1-9]|[1-4][0-9]|5[0-4])")


def record_extension(work: Work, body: RecordTrialExtension) -> PolicyAnswer:
    """Propose an extension of the trial or, as the second person, record it.

    Raises:
        Refused: for one that ends before it is decided, for the same person twice, or, in live, for
            one dated before the last closed day.
    """
    _require_edition(work, body.edition)
    _require_not_closed(work, body.decided_on)
    with refusing("extension_invalid"):
        require_extension(TrialExtension(body.document_no, body.decided_on, body.valid_until))

    def write() -> None:
        entry = (body.edition, body.document_no, body.decided_on, body.valid_until)
        register.record_extension(work.session, *entry)
        event = PolicyExtended(
            edition=body.edition,
            document_no=body.document_no,
            decided_on=body.decided_on,
            valid_until=body.valid_until,
        )
        work.record(event, effective_on=body.decided_on)

    state = by_two(work, "extension", body, write)
    return PolicyAnswer(edition=body.edition, state=state)


def record_reading(work: Work, body: RecordReading) -> PolicyAnswer:
    """Propose a value of a reading or, as the second person, record it.

    The value must be one that the rules implement, including those of the other services: the
    contracts list them. Values that the edition of another city adds are checked by its services on
    arrival.

    Raises:
        Invalid: for an unknown reading, or a value that no rule implements.
        Refused: for the same person twice, or, in live, before the last closed day.
    """
    _require_edition(work, body.edition)
    if not READING.fullmatch(body.reading):
        faults = {"reading": [fault("range", least=FIRST_READING, most=LAST_READING)]}
        raise Invalid("reading_unknown", faults=faults, reading=body.reading)
    _require_not_closed(work, body.decided_on)
    _require_carried_out(work, body)

    def write() -> None:
        register.record_reading(
            work.session,
            body.edition,
            body.reading,
            body.value,
            body.document_no,
            body.decided_on,
        )
        event = PolicyReadingDecided(
            edition=body.edition,
            reading=body.reading,
            value=body.value,
            document_no=body.document_no,
            decided_on=body.decided_on,
        )
        work.record(event, effective_on=body.decided_on)

    state = by_two(work, "reading", body, write)
    return PolicyAnswer(edition=body.edition, state=state)


def _require_edition(work: Work, name: str) -> None:
    if name != work.edition.name:
        raise NotFound("edition_unknown", followed=work.edition.name, named=name)


def _require_carried_out(work: Work, body: RecordReading) -> None:
    note = work.edition.notes.get(body.reading)
    lists = (note.implemented if note else None, carried_out(work.edition.name).get(body.reading))
    for known in lists:
        if known is not None and body.value not in known:
            raise Invalid(
                "reading_not_implemented",
                faults={"value": [fault("choice", choices=known)]},
                reading=body.reading,
                value=body.value,
                choices=known,
            )


def _require_not_closed(work: Work, decided_on: date) -> None:
    """Refuse in live what would change closed days, because they were calculated and paid."""
    stamp = instance.read(work.session)
    closed_on = stamp.last_closed_on if stamp else None
    if work.mode != "live" or closed_on is None or decided_on >= closed_on:
        return
    why = reason("before_closed_day", "15", decided_on=decided_on, closed_on=closed_on)
    refuse("dated_before_closed_day", reasons=[why])


def by_two(work: Work, kind: str, body: object, write: Callable[[], None]) -> str:
    """Propose the content the first time; record it when a second person sends the same.

    Raises:
        Refused: for the same person twice.
    """
    # The counter's row is a lock: two people cannot both be the first to propose.
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
        return "proposed"
    if known.recorded_by is None:
        _require_second(work, known)
        known.recorded_by = work.actor
        write()
    return "recorded"


def _require_second(work: Work, known: PolicyProposal) -> None:
    if known.proposed_by == work.actor:
        why = reason("proposed_by_same_person", "15", who=work.actor)
        refuse("second_person_needed", reasons=[why])
