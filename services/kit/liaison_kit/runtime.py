"""Answer commands, consume events and close days, independently of the transport.

Both transports (RabbitMQ through nameko, and the local bus) call the same few methods here with
JSON data and get JSON data back.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_contracts.errors import Forbidden
from liaison_contracts.message import CommandType, dump, load
from liaison_kit.bus.topology import OUTSIDE
from liaison_kit.claims import Caller, Verifier, hash_of, require_role
from liaison_kit.guard import guarded
from liaison_kit.instance import instance
from liaison_kit.law.editions import Edition
from liaison_kit.law.register import Register
from liaison_kit.log import event_log, heads
from liaison_kit.log.feed import Feed, Fetch
from liaison_kit.log.progress import Progress, standing
from liaison_kit.ops.tracing import current_traceparent
from liaison_kit.store import idempotency, records
from liaison_kit.store.database import Database, again_after_race
from liaison_kit.store.ids import new_id
from liaison_kit.work import Work, finish

LARGEST_PAGE = 1000
Signal = Callable[[], None]
AnyWork = Work[Any, Any]
"""A runtime serves any service: only the service knows what its work holds."""
Act = Callable[[AnyWork, Any], object]


@dataclass
class Runtime:
    """Run one service on its own database.

    `handlers` maps each producer to its consumed types; `closes_day` is called once a day with
    `(work, on)`, `each_hour` by a serving process with `(work)`, `at_turn` when a feed follows a
    restored log with `(session, producer, position)`, `tells_refused` with `(work, refused)` when
    an outside party's message was parked; `context` is the service's own: its settings, keys and
    plugins, as `work.context`.
    """

    name: str
    mode: str
    database: Database
    edition: Edition[Any, Any]
    verifier: Verifier
    handlers: Mapping[str, Mapping[str, Callable[..., object]]] = field(default_factory=dict)
    closes_day: Callable[[AnyWork, date], None] | None = None
    each_hour: Callable[[AnyWork], object] | None = None
    at_turn: Callable[[Session, str, int], None] | None = None
    tells_refused: Callable[[AnyWork, Any], object] | None = None
    context: Any = None
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self.instance = instance.open_instance(self.database, self.name, self.mode)
        self.register = Register(self.edition)
        self.on_commit: list[Signal] = []
        self.progress: defaultdict[str, Progress] = defaultdict(Progress)

    @property
    def producers(self) -> list[str]:
        """Return the producers whose logs this service consumes."""
        return [name for name in self.handlers if name not in OUTSIDE]

    @property
    def outside_parties(self) -> list[str]:
        """Return the parties without a log, whose messages this service consumes one by one."""
        return [name for name in self.handlers if name in OUTSIDE]

    # -- transactions ------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[tuple[Session, Callable[..., AnyWork]]]:
        """Open one transaction and yield a factory of `Work`; events are appended at its end."""
        works: list[AnyWork] = []
        with self.database.writing() as session:
            stamp = instance.read(session) or self.instance
            today = instance.today(stamp)

            traced = current_traceparent()

            def make(
                caller: Caller, day: date | None = None, cause: str = "", trace: str = ""
            ) -> AnyWork:
                work: AnyWork = Work(
                    service=self.name,
                    session=session,
                    caller=caller,
                    today=day or today,
                    edition=self.register.edition(session, stamp.register_version),
                    mode=self.mode,
                    logid=self.instance.logid,
                    context=self.context,
                    cause=cause,
                    traceparent=trace or traced,
                    brings_history=stamp.brings_history,
                )
                works.append(work)
                return work

            yield session, make
            finish(session)
            if entries := [entry for work in works for entry in work.events]:
                event_log.append(session, entries)
        if entries:
            self.signal()

    def signal(self) -> None:
        """Wake those who wait for a commit: the relay, the local bus."""
        for wake in self.on_commit:
            wake()

    def system(self) -> Caller:
        """Return this service as a caller; it never takes a human decision."""
        return Caller(f"system:{self.name}", self.name, ("system",), f"system:{self.name}")

    # -- commands ----------------------------------------------------------------------------

    def answer(
        self,
        kind: CommandType,
        act: Act,
        token: Any,
        key: Any,
        body: Any,
    ) -> dict[str, Any]:
        """Answer one command: `{result, position}`, or `{error}` with a typed error."""

        def one() -> dict[str, Any]:
            return self._answer(kind, act, token, str(key), body)

        return guarded(kind.name, key, lambda: again_after_race(one))

    def _answer(
        self,
        kind: CommandType,
        act: Act,
        token: Any,
        key: str,
        body: Any,
    ) -> dict[str, Any]:
        digest = hash_of(body)
        caller = self.verifier.verify_hash(
            token, self.name, kind.name, key, digest, int(self.now())
        )
        self._check_role(caller, kind)
        message: Any = load(kind.cls, body)
        scope = f"{caller.credential}:{kind.name}"
        with self.transaction() as (session, make):
            # An answer that must not be stored cannot be given again: such acts are safe to repeat.
            if not kind.is_private:
                stored = idempotency.claim(session, scope, key, digest)
                if stored is not None:
                    return {**stored, "replayed": True}
            work = make(caller, cause=key)
            result = dump(act(work, message))
            finish(session)
            position = event_log.append(session, work.events)
            written, work.events = bool(work.events), []
            answer = {"result": result, "position": position}
            if not kind.is_private:
                idempotency.store(session, scope, key, answer)
        if written:
            self.signal()
        return answer

    def answered(self, name: str, token: Any, key: Any, body: Any) -> dict[str, Any]:
        """Return the stored answer of a command without executing it: `{answer}` or None."""

        def find() -> dict[str, Any]:
            digest = hash_of(body)
            caller = self.verifier.verify_hash(
                token, self.name, name, str(key), digest, int(self.now())
            )
            scope = f"{caller.credential}:{name}"
            with self.database.reading() as session:
                return {"answer": idempotency.find(session, scope, str(key), digest)}

        return guarded(name, key, find)

    def _check_role(self, caller: Caller, kind: CommandType) -> None:
        try:
            if caller.is_system:
                raise Forbidden("not_a_person", command=kind.name)
            require_role(caller, kind.roles)
        except Forbidden as error:
            with self.database.writing() as session:
                note_access(session, caller, kind.name, "", "refused", str(error))
            raise

    def query(
        self,
        kind: CommandType,
        act: Act,
        token: Any,
        key: Any,
        body: Any,
    ) -> Any:
        """Answer a query without writing: `{result, position}` or `{error}`."""
        return guarded(kind.name, key, lambda: self._query(kind, act, token, str(key), body))

    def _query(
        self, kind: CommandType, act: Act, token: Any, key: str, body: Any
    ) -> dict[str, Any]:
        caller = self.verifier.verify(token, self.name, kind.name, key, body, int(self.now()))
        require_role(caller, kind.roles)
        message: Any = load(kind.cls, body)
        with self.database.reading() as session:
            stamp = instance.read(session) or self.instance
            work: AnyWork = Work(
                service=self.name,
                session=session,
                caller=caller,
                today=instance.today(stamp),
                edition=self.register.edition(session, stamp.register_version),
                mode=self.mode,
                logid=self.instance.logid,
                context=self.context,
                brings_history=stamp.brings_history,
            )
            return {"result": dump(act(work, message)), "position": event_log.head(session)}

    # -- the log -----------------------------------------------------------------------------

    def head(self) -> dict[str, Any]:
        """Return the log's head, the position in each producer's log, and the parked events."""
        found = heads.look(self.database, self.producers)
        return {**found, "standing": standing(self.progress)}

    def events_after(self, position: Any, limit: Any, kind: str = "") -> dict[str, Any]:
        """Return the log after a position: `{logid, head, events}`, at most 1,000 events."""
        start, most = int(position), max(1, min(int(limit), LARGEST_PAGE))
        with self.database.reading() as session:
            logid = (instance.read(session) or self.instance).logid
            last = event_log.head(session)
            events = event_log.read_after(session, self.name, logid, start, most, kind)
            return {"logid": logid, "head": last, "events": events}

    def feed(self, producer: str, fetch: Fetch) -> Feed:
        """Return the feed of one producer, whose log `fetch` reads."""
        return Feed(producer, self._heard, self.handlers[producer], fetch)

    @contextmanager
    def _heard(self) -> Iterator[tuple[Session, Callable[[Envelope], AnyWork]]]:
        system = self.system()
        with self.transaction() as (session, make):
            yield (
                session,
                lambda found: make(
                    system,
                    date.fromisoformat(found.effectiveon),
                    cause=found.id,
                    trace=found.traceparent,
                ),
            )

    # -- the hour ----------------------------------------------------------------------------

    def pass_hour(self) -> None:
        """Run the hourly work; several processes may run it, one after the other."""
        if self.each_hour is not None:
            with self.transaction() as (_, make):
                self.each_hour(make(self.system(), cause="hour"))


def note_access(
    session: Session, caller: Caller, act: str, subject: str, outcome: str, reason: str
) -> None:
    """Record a refusal, or a reveal of personal data, in the access log."""
    session.execute(
        insert(records.access_log).values(
            entry_id=new_id(),
            at=datetime.now(UTC),
            actor=caller.sub,
            org=caller.org,
            act=act,
            subject=subject,
            outcome=outcome,
            reason=reason,
        )
    )
