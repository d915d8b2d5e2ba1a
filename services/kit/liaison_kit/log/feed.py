"""Consume another service's events: in order, once, and without losing any.

The consumer keeps one row per producer. Advancing it is the first statement of the handler's
transaction, which guards against duplicates, disorder and a second consumer. A gap is filled from
the producer's log before later events are applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.errors import Malformed
from liaison_contracts.message import EVENTS, load
from liaison_kit.log import dead_letters
from liaison_kit.log.bodies import Unreadable, unreadable
from liaison_kit.ops.logs import get_logger
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure, rows_changed
from liaison_kit.work import Work

BATCH = 200
TRIES = 3
Fetch = Callable[[int, int], dict[str, Any]]
"""Fetch `{logid, head, events}` after a position from a producer, up to a number of events."""
_TABLE = records.feed_positions
_PLACE = select(_TABLE).where(_TABLE.c.producer == bindparam("producer"))
_NEW_PLACE = ("logid", "position", "last_id")
_ADVANCE = (
    update(_TABLE)
    .where(_TABLE.c.producer == bindparam("its_producer"), _TABLE.c.position == bindparam("was"))
    .values({name: bindparam(f"new_{name}", type_=_TABLE.c[name].type) for name in _NEW_PLACE})
    .execution_options(synchronize_session=False)
)
_logger = get_logger(__name__)


class FeedStopped(RuntimeError):
    """Stop a feed because its producer's log is not the one consumed so far."""


class _LostRace(Exception):
    """Another consumer advanced the row: read it again and go on."""


@dataclass(frozen=True)
class Place:
    """Hold a consumer's position in a producer's log."""

    logid: str
    position: int
    last_id: str


class Feed:
    """Apply one producer's events to one consumer's database.

    `unit` opens the consumer's transaction: a context manager that gives a function which makes
    the `Work` of one envelope. `handlers` maps event types to `(work, event)` functions; `"*"`
    consumes every type and receives the envelope.
    """

    def __init__(
        self,
        producer: str,
        unit: Callable[[], Any],
        handlers: Mapping[str, Callable[..., object]],
        fetch: Fetch,
    ) -> None:
        self.producer = producer
        self._unit = unit
        self._handlers = handlers
        self._fetch = fetch
        self._known: Place | None = None

    def offer(self, messages: Sequence[Any]) -> int:
        """Accept messages from the transport in order of arrival; return how many were applied.

        Raises only infrastructure errors, which say nothing about the messages, and `FeedStopped`.
        """
        envelopes = [found for found in map(self._readable, messages) if found is not None]
        applied = 0
        while envelopes:
            place = self._known or self.place()
            if place.logid and any(found.logid != place.logid for found in envelopes):
                # a queue may still hold events of a former log: the producer says which is right
                return applied + self.catch_up()
            self._check_known(place, envelopes)
            fresh = [found for found in envelopes if found.sequence > place.position]
            if not fresh:
                break
            if fresh[0].sequence > place.position + 1:
                if not self.catch_up():
                    raise TimeoutError(f"{self.producer} does not show its events yet")
                continue
            run = _run_of(fresh)
            done = self._apply(place, run)
            applied, envelopes = applied + done, fresh[done:]
        return applied

    def catch_up(self, limit: int = BATCH) -> int:
        """Fetch events not received yet from the producer's log and apply them; return how many."""
        applied = 0
        while True:
            place = self._known or self.place()
            # the last event is fetched again, to check that it is still the same
            answer = self._fetch(max(0, place.position - 1), limit + 1)
            self._check_log(place, answer["logid"])
            if answer["head"] < place.position:
                self._stop(f"the log of {self.producer} is shorter than what was heard of it")
            envelopes = [envelope_from(found) for found in answer["events"]]
            self._check_known(place, envelopes)
            fresh = [found for found in envelopes if found.sequence > place.position]
            if not fresh:
                return applied
            if fresh[0].sequence != place.position + 1:
                raise TimeoutError(f"{self.producer} shows a gap after {place.position}")
            run = _run_of(fresh)
            done = self._apply(place, run)
            applied += done
            if (
                done and run[-1].sequence >= answer["head"]
            ):  # the producer of further events also wakes this consumer
                return applied

    def forget(self) -> None:
        """Drop the state held in memory, as after a restart of the process."""
        self._known = None

    def place(self) -> Place:
        """Return the position in this producer's log."""
        with self._unit() as (session, _):
            self._known = place_of(session, self.producer)
        return self._known

    def _readable(self, message: Any) -> Envelope | None:
        try:
            if isinstance(message, Unreadable):
                raise Malformed("message_unreadable", why=message.why)
            found = envelope_from(message)
            if found.producer != self.producer:
                raise Malformed("wrong_source", source=found.source, type=found.type)
            return found
        except Malformed as error:
            with self._unit() as (session, _):
                dead_letters.park_unreadable(session, self.producer, unreadable(message, error))
            _logger.warning("event.parked", producer=self.producer, error=error.code)
            return None

    def _check_log(self, place: Place, logid: str) -> None:
        if place.logid and logid != place.logid:
            self._stop(f"the log of {self.producer} is another one: {logid}, not {place.logid}")

    def _check_known(self, place: Place, envelopes: Sequence[Envelope]) -> None:
        for found in envelopes:
            if found.sequence == place.position and found.id != place.last_id:
                self._stop(
                    f"{self.producer} has another event at position {place.position}: {found.id}, "
                    f"not {place.last_id}"
                )

    def _stop(self, why: str) -> NoReturn:
        self._known = None
        with self._unit() as (session, _):
            at = _TABLE.c.producer == self.producer
            session.execute(update(_TABLE).where(at).values(stopped=why))
        _logger.error("feed.stopped", producer=self.producer, why=why, alert=True)
        raise FeedStopped(why)

    def _apply(self, place: Place, run: Sequence[Envelope]) -> int:
        """Apply events that follow a position, and store the new position only on success."""
        self._known = None
        try:
            self._apply_batch(place, run)
        except _LostRace:
            return 0
        except Exception as error:
            if is_infrastructure(error):
                raise
            self._apply_singly(place, run)
        self._known = Place(run[-1].logid, run[-1].sequence, run[-1].id)
        return len(run)

    def _apply_batch(self, place: Place, run: Sequence[Envelope]) -> None:
        with self._unit() as (session, work_of):
            _advance(session, self.producer, place, run)
            behind = dead_letters.open_subjects(session, self.producer)
            for envelope in run:
                if envelope.subject in behind:
                    dead_letters.park_behind(session, envelope)
                elif is_heard(self._handlers, envelope):
                    self._handle(work_of(envelope), envelope)

    def _apply_singly(self, place: Place, run: Sequence[Envelope]) -> None:
        for envelope in run:
            self._apply_one(place, envelope)
            place = Place(envelope.logid, envelope.sequence, envelope.id)

    def _apply_one(self, place: Place, envelope: Envelope) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                return self._apply_batch(place, [envelope])
            except _LostRace:
                return None
            except Exception as error:
                if is_infrastructure(error):
                    raise
                _logger.warning(
                    "event.failed",
                    type=envelope.type,
                    id=envelope.id,
                    attempt=attempt,
                    error=repr(error),
                )
                failure = error
        with self._unit() as (session, _):
            _advance(session, self.producer, place, [envelope])
            dead_letters.park(session, envelope, failure)
        return None

    def _handle(self, work: Work[Any, Any], envelope: Envelope) -> None:
        handle(self._handlers, work, envelope)


def is_heard(handlers: Mapping[str, Callable[..., object]], envelope: Envelope) -> bool:
    """Return whether a type has a handler."""
    return "*" in handlers or envelope.type in handlers


def handle(
    handlers: Mapping[str, Callable[..., object]], work: Work[Any, Any], envelope: Envelope
) -> None:
    """Pass one envelope to the handler of its type; a type without a handler is skipped."""
    if "*" in handlers:
        handlers["*"](work, envelope)
    elif envelope.type in handlers:
        handlers[envelope.type](work, load(EVENTS[envelope.type].cls, envelope.data))


def place_of(session: Session, producer: str) -> Place:
    """Return the position in a producer's log; raise `FeedStopped` if the feed was stopped."""
    row = session.execute(_PLACE, {"producer": producer}).first()
    if row is None:
        return Place("", 0, "")
    if row.stopped:
        raise FeedStopped(row.stopped)
    return Place(row.logid, row.position, row.last_id)


def _advance(session: Session, producer: str, place: Place, run: Sequence[Envelope]) -> None:
    last = run[-1]
    values = {"logid": last.logid, "position": last.sequence, "last_id": last.id}
    if not place.logid:
        known = select(_TABLE.c.producer).where(_TABLE.c.producer == producer).with_for_update()
        if session.execute(known).first() is not None:
            raise _LostRace
        session.execute(insert(_TABLE).values(producer=producer, **values))
        return
    told = {f"new_{name}": value for name, value in values.items()}
    at = {"its_producer": producer, "was": place.position}
    if rows_changed(session, _ADVANCE, {**at, **told}) != 1:
        raise _LostRace


def _run_of(fresh: Sequence[Envelope]) -> list[Envelope]:
    run: list[Envelope] = []
    for envelope in fresh[:BATCH]:
        if run and envelope.sequence != run[-1].sequence + 1:
            break
        run.append(envelope)
    return run
