"""Implement Article 13(2): an approved special event may earn a subsidy, case by case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liaison_contracts.reasons import Reason, reason, step

from ..explain import explain
from ..facts import SpecialEvent, StationFacts
from ..figures import Law
from ..lines import Claim
from ..standing import is_authorised

READINGS = ("event_approval",)


class EventSubsidy:
    """Grant the approved amount of each special event that the station held."""

    name = "event_subsidy"
    article = "13(2)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per event; reading A15 says whether a late approval counts."""
        for event in facts.events:
            due_on = _due_on(event, law)
            if due_on > on:
                continue
            yield Claim(
                rule=self.name,
                year=due_on.year,
                reference=event.event_code,
                amount_fen=event.approved_fen,
                due_on=due_on,
                articles=(self.article,),
                explanation=explain(
                    law,
                    event.held_on,
                    {
                        "event_code": event.event_code,
                        "approved_on": event.approved_on,
                        "held_on": event.held_on,
                    },
                    readings=READINGS,
                    arithmetic=(step("approved_amount", amount=event.approved_fen),),
                ),
                refusals=tuple(_refusals(facts, event, law)),
            )


def _may_ratify(event: SpecialEvent, law: Law) -> bool:
    return law.readings_on(event.held_on).event_approval == "ratify_after"


def _due_on(event: SpecialEvent, law: Law) -> date:
    """Return the day of the event, or the later approval if that counts."""
    if event.approved_on is not None and _may_ratify(event, law):
        return max(event.held_on, event.approved_on)
    return event.held_on


def _refusals(facts: StationFacts, event: SpecialEvent, law: Law) -> Iterator[Reason]:
    if event.approved_on is None:
        yield reason("not_approved", "13(2)", event=event.event_code)
    elif event.approved_on >= event.held_on and not _may_ratify(event, law):
        days = {"approved_on": event.approved_on, "held_on": event.held_on}
        yield reason("approved_late", "13(2)", event=event.event_code, **days)
    if not is_authorised(facts.plaque_granted_on, facts.withdrawn_on, event.held_on):
        yield reason("not_authorised", "13(2)", on=event.held_on)
