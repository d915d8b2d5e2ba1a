"""Give each use case one transaction: change, events, key and audit trail together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.reasons import fault, reason
from liaison_kit.claims import Caller
from liaison_kit.law.editions import Edition
from liaison_kit.log import event_log
from liaison_kit.store.database import at_end, finish

__all__ = ["Work", "at_end", "finish"]


C = TypeVar("C", covariant=True)
E = TypeVar("E", bound=Edition[Any, Any], covariant=True)


@dataclass
class Work(Generic[C, E]):
    """Hold what a use case may use: its session, the caller, the day, and the policy edition.

    A service names the types of its context and edition once, in its `context.py`. `cause` is the
    id of the command or event that this work answers.
    """

    service: str
    session: Session
    caller: Caller
    today: date
    edition: E
    mode: str
    logid: str
    context: C
    cause: str = ""
    traceparent: str = ""
    brings_history: bool = False
    events: list[event_log.Pending] = field(default_factory=list)

    @property
    def actor(self) -> str:
        """Return the person's reference, or `system:<service>`."""
        return self.caller.sub

    @property
    def is_of_the_past(self) -> bool:
        """Return whether past facts are entered: in a replay, or in an import of history."""
        return self.mode == "replay" or self.brings_history

    def record(self, event: object, effective_on: date | None = None) -> str:
        """Record an event; it is written when, and only if, the transaction commits.

        Its subject is declared by its type. Returns the event's id. `effective_on` is the business
        date, by default the day of the work.
        """
        entry = event_log.pending(
            event,
            effective_on=(effective_on or self.today).isoformat(),
            actor=self.actor,
            edition=self.edition.stamp,
            causation_id=self.cause,
            traceparent=self.traceparent,
        )
        self.events.append(entry)
        return entry.id

    def require_come(self, field: str, on: date) -> None:
        """Refuse a date in the future of this instance.

        Raises:
            Invalid: naming the field and both days.
        """
        if on > self.today:
            raise Invalid(
                "day_not_reached",
                faults={field: [fault("not_after", day=self.today)]},
                field=field,
                on=on,
                today=self.today,
            )

    def require_in_force(self, on: date) -> None:
        """Refuse a decision dated on a day on which the edition is not in force.

        Raises:
            Refused: under the article that limits the edition, with the remedy.
        """
        if self.edition.is_in_force(on):
            return
        why = reason(
            "edition_not_in_force",
            self.edition.term_article,
            edition=self.edition.name,
            on=on,
        )
        raise Refused("edition_not_in_force", reasons=[why])
