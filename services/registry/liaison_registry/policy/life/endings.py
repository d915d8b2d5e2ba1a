"""End a station at its host's own request, and recover its plaque (Articles 10 and 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_registry.policy.facts import Reason, refuse_if


@dataclass(frozen=True)
class Closure:
    """Hold a host's request for closure: the station, its last day, and the letter."""

    station_code: str
    plaque_granted_on: date
    requested_on: date
    closed_on: date
    document_no: str
    open_cases: tuple[str, ...] = ()


def require_closure(closure: Closure) -> None:
    """Refuse a closure that would evade a case, or whose dates are in the wrong order.

    No host has to keep its station. But Article 12 lets people decide on an open case first
    (HOUSE), so a closure must not replace a revocation.

    Raises:
        Refused: with every reason.
    """
    faults = []
    for kind in closure.open_cases:
        fact = f"a case of {closure.station_code} on {kind} is open"
        faults.append(Reason("12(3)", fact, "the decision on that case first"))
    if closure.closed_on < closure.requested_on:
        fact = f"its last day {closure.closed_on} lies before the request of {closure.requested_on}"
        faults.append(Reason("10", fact, "a last day from the request on"))
    if closure.closed_on < closure.plaque_granted_on:
        fact = f"{closure.station_code} has its plaque since {closure.plaque_granted_on} only"
        faults.append(Reason("10", fact, "a last day from then on"))
    if not closure.document_no.strip():
        faults.append(Reason("10", "the request has no letter", "the number of the host's letter"))
    refuse_if(faults)


def require_recovery(withdrawn_on: date | None, recovered_on: date) -> None:
    """Refuse to record the recovery of a plaque that a station still holds by right (Article 12).

    Raises:
        Refused: while the station is authorised on that day.
    """
    if withdrawn_on is None:
        fact, needs = "the station is authorised", "the end of its authorisation first"
        refuse_if([Reason("12(3)", fact, needs)])
    elif recovered_on < withdrawn_on:
        fact = f"the station was authorised until {withdrawn_on}"
        refuse_if([Reason("12(3)", fact, "a day from then on")])
