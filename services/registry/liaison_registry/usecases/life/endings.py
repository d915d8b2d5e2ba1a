"""Close a station at its host's own request, and record the returned plaque (Article 10)."""

from __future__ import annotations

from liaison_contracts.registry import (
    CloseStation,
    PlaqueRecovered,
    RecordPlaqueRecovered,
    StationAnswer,
)
from liaison_registry.context import Work
from liaison_registry.policy.life.endings import Closure, require_closure, require_recovery
from liaison_registry.policy.stages import next_state
from liaison_registry.tables import Station
from liaison_registry.usecases.life.station_status import standing_of, withdraw
from liaison_registry.usecases.refusals import refusing
from liaison_registry.usecases.rights import find_own_station, find_station


def close(work: Work, body: CloseStation) -> StationAnswer:
    """End the authorisation at the host's own request; `closed_on` is its last day.

    A closure grants nothing under the regulation, so the end of the trial does not stop it.

    Raises:
        NotFound: if there is no such station.
        Invalid: for a future date.
        Refused: while a revocation case is open, or for a station that ended already.
    """
    station = find_station(work.session, body.station_code)
    work.require_come("closed_on", body.closed_on)
    closure = Closure(
        station.station_code,
        station.plaque_granted_on,
        body.requested_on,
        body.closed_on,
        body.document_no,
        standing_of(work, station).open_kinds,
    )
    with refusing("station_not_closed", station_code=station.station_code):
        require_closure(closure)
        next_state("station", station.state, "close_station")
    withdraw(work, station, body.closed_on, "closure")
    return answer(station)


def record_plaque(work: Work, body: RecordPlaqueRecovered) -> StationAnswer:
    """Record that the plaque is back, which completes the end of an authorisation.

    Raises:
        NotFound: for a station that is not the caller's.
        Invalid: for a future date.
        Refused: while the station is authorised, or when the plaque is back already.
    """
    station = find_own_station(work, body.station_code)
    work.require_come("recovered_on", body.recovered_on)
    with refusing("plaque_not_recovered", station_code=station.station_code):
        require_recovery(station.withdrawn_on, body.recovered_on)
        station.state = next_state("station", station.state, "recover_plaque")
    station.plaque_recovered_on = body.recovered_on
    station.plaque_receipt_no = body.receipt_no
    event = PlaqueRecovered(station_code=station.station_code, recovered_on=body.recovered_on)
    work.record(event, effective_on=body.recovered_on)
    return answer(station)


def answer(station: Station) -> StationAnswer:
    """Return the state of a station as the answer to a command."""
    return StationAnswer(
        station_code=station.station_code,
        state=station.state,
        withdrawn_on=station.withdrawn_on,
        plaque_recovered_on=station.plaque_recovered_on,
    )
