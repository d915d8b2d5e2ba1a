"""Maintain the policy register: extensions and readings, each by two people (Article 15)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from liaison_contracts.editions import carried_out
from liaison_contracts.errors import Invalid, NotFound, Reason, Refused
from liaison_contracts.message import dump
from liaison_contracts.registry import (
    PolicyAnswer,
    PolicyExtended,
    PolicyReadingDecided,
    RecordReading,
    RecordTrialExtension,
)
from liaison_kit.instance import instance
from liaison_kit.law import register
from liaison_kit.law.editions import ReadingDecision
from liaison_kit.store.ids import name_id
from liaison_registry.context import Work
from liaison_registry.policy.trial import TrialExtension, require_extension
from liaison_registry.tables import PolicyProposal
from liaison_registry.usecases import numbers
from liaison_registry.usecases.refusals import refusing

READING = re.compile(r"A([1-9]|[1-4][0-9]|5[0-4])")


def record_extension(work: Work, body: RecordTrialExtension) -> PolicyAnswer:
    """Propose an extension of the trial or, as the second person, record it.

    Raises:
        Refused: for one that ends before it is decided, for the same person twice, or, in live, for
            one dated before the last closed day.
    """
    _require_edition(work, body.edition)
    _require_not_closed(work, body.decided_on)
    with refusing("extension_invalid", "The trial cannot be extended so"):
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
        detail = f"There is no reading {body.reading}; choose one of A1 to A54."
        raise Invalid("reading_unknown", detail, faults={"reading": ["A1 to A54"]})
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
        detail = f"This instance follows {work.edition.name}, not {name}."
        raise NotFound("edition_unknown", detail)


def _require_carried_out(work: Work, body: RecordReading) -> None:
    entry = ReadingDecision(body.reading, body.value, body.document_no, body.decided_on)
    fault = work.edition.fault_of(entry)
    known = carried_out(work.edition.name).get(body.reading)
    if fault is None and known is not None and body.value not in known:
        choices = ", ".join(known)
        fault = (
            f"reading {body.reading} = {body.value!r} is not implemented; choose one of {choices}"
        )
    if fault is not None:
        detail = f"The decision is not taken: {fault}."
        raise Invalid("reading_not_implemented", detail, faults={"value": [fault]})


def _require_not_closed(work: Work, decided_on: date) -> None:
    """Refuse in live what would change closed days, because they were calculated and paid."""
    stamp = instance.read(work.session)
    closed_on = stamp.last_closed_on if stamp else None
    if work.mode != "live" or closed_on is None or decided_on >= closed_on:
        return
    fact = f"it is dated {decided_on}, and {closed_on} is closed"
    reason = Reason(article="15", fact=fact, needs=f"a day from {closed_on} on")
    detail = f"The entry is not taken: {fact}. It needs {reason.needs} (Article 15)."
    raise Refused("dated_before_closed_day", detail, reasons=[reason])


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
    if known.proposed_by != work.actor:
        return
    fact = f"{work.actor} proposed this entry"
    needs = "a second person of the talent office who says the same"
    detail = f"The entry is not recorded yet: {fact}; it needs {needs} (Article 15)."
    reason = Reason(article="15", fact=fact, needs=needs)
    raise Refused("second_person_needed", detail, reasons=[reason])
