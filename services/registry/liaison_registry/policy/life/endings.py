"""End a station at its host's own request, and recover its plaque (Articles 10 and 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import reason, refuse_if


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
    code, since = closure.station_code, closure.plaque_granted_on
    faults = [
        reason("case_is_open", "12(3)", station_code=code, kinds=[kind])
        for kind in closure.open_cases
    ]
    if closure.closed_on < closure.requested_on:
        faults.append(
            reason(
                "closed_before_request",
                "10",
                closed_on=closure.closed_on,
                requested_on=closure.requested_on,
            )
        )
    if closure.closed_on < since:
        faults.append(reason("before_plaque", "10", station_code=code, since=since))
    if not closure.document_no.strip():
        faults.append(reason("request_without_letter", "10"))
    refuse_if(faults)


def require_recovery(withdrawn_on: date | None, recovered_on: date) -> None:
    """Refuse to record the recovery of a plaque that a station still holds by right (Article 12).

    Raises:
        Refused: while the station is authorised on that day.
    """
    if withdrawn_on is None:
        refuse_if([reason("station_is_authorised", "12(3)")])
    elif recovered_on < withdrawn_on:
        refuse_if([reason("authorised_until", "12(3)", until=withdrawn_on)])
