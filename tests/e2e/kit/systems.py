"""Build systems of toy services on a real broker: processes, or a hearer in plain threads."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_contracts.errors import LiaisonError
from liaison_kit.bus.broker import Link, message_of
from liaison_kit.bus.consumer import Hearing
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.bus.topology import Names
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.log import operator_actions
from liaison_kit.ops.migrate import migrate
from liaison_kit.runtime import Runtime
from liaison_kit.start import runtime_of
from liaison_kit.store import records
from liaison_kit.store.database import Database
from liaison_kit.testing import toy, toy_definitions
from liaison_kit.testing.processes import ServiceProcess
from liaison_kit.testing.wait import wait_for

TESTER = Caller("P-1", "lab", ("tester",), "key-1")
MODULE = "liaison_kit.testing.toy_service"
MODE = "demo"
NAMES = Names(MODE)
QUEUE = NAMES.queue("producer", "echo")


class System:
    """A producer and an echo, each a process with a database of its own, and a client."""

    def __init__(self, amqp_uri: str, new_database: Callable[[str], str]) -> None:
        private, public = new_key_pair("k1")
        self.amqp_uri = amqp_uri
        self.public = public
        self.databases: dict[str, Database] = {}
        self.services: dict[str, ServiceProcess] = {}
        for definition in (toy_definitions.PRODUCER, toy_definitions.ECHO):
            url = new_database(definition.name)
            migrate(definition, url, MODE, date(2018, 1, 1))
            self.databases[definition.name] = Database(url, pool_size=2)
            environment = {
                "AMQP_URI": amqp_uri,
                "DATABASE_URL": url,
                "LIAISON_MODE": MODE,
                "LIAISON_PUBLIC_KEYS": json.dumps([public]),
                "LIAISON_HEAD_CHECK_SECONDS": "0.5",
            }
            self.services[definition.name] = ServiceProcess([MODULE, definition.name], environment)
        self.rpc = RpcClient(amqp_uri, "lab", MODE)
        self.client = Client(self.rpc, Signer(private))

    def start(self) -> None:
        """Start both and wait until they can work."""
        for service in self.services.values():
            service.start()
        for service in self.services.values():
            service.wait_ready()

    def heard(self) -> list[tuple[str, int]]:
        """Return what the echo heard, in order."""
        with self.databases["echo"].reading() as session:
            return toy.numbers_heard(session)

    def heard_position(self) -> int:
        """Return how far the echo has heard."""
        table = records.feed_positions
        with self.databases["echo"].reading() as session:
            return session.execute(select(table.c.position)).scalar() or 0

    def told_position(self) -> int:
        """Return the producer's head."""
        with self.databases["producer"].reading() as session:
            head = records.log_head
            query = select(head.c.position).where(head.c.name == "log")
            return int(session.execute(query).scalar_one())

    def sent_position(self) -> int:
        """Return how far the producer's relay has sent."""
        with self.databases["producer"].reading() as session:
            return int(session.execute(select(records.relay_cursor.c.position)).scalar_one())

    def tell(self, subject: str, first: int = 1, count: int = 1, key: str = "") -> int:
        """Let the producer tell, and return its position."""
        return self.client.send(TESTER, toy.Tell(subject, first, count), key).position

    def settle(self, seconds: float = 60.0) -> None:
        """Wait until the echo has heard all that was told."""
        head = self.told_position()
        wait_for(lambda: self.heard_position() >= head, seconds, f"position {head} heard")

    def wait_sent(self, seconds: float = 60.0) -> None:
        """Wait until the relay has sent all that was told."""
        head = self.told_position()
        wait_for(lambda: self.sent_position() >= head, seconds, f"position {head} sent")

    def purge(self) -> None:
        """Lose what waits in the echo's queue."""
        link = Link(self.amqp_uri, "purge")
        link.channel.queue_purge(QUEUE)
        link.close()

    def waiting(self) -> int:
        """Return how many messages wait in the echo's queue."""
        link = Link(self.amqp_uri, "look")
        try:
            return int(link.channel.queue_declare(QUEUE, passive=True).message_count)
        finally:
            link.close()

    def publish(self, data: Any, exchange: str = "", key: str = "", **more: Any) -> None:
        """Put a message on the broker as anybody with the rights could."""
        link = Link(self.amqp_uri, "stranger")
        link.channel.confirm_select()
        body = data if hasattr(data, "properties") else message_of(data, **more)
        link.channel.basic_publish(body, exchange, key)
        link.close()

    def close(self) -> None:
        """Stop everything."""
        self.rpc.close()
        for service in self.services.values():
            service.__exit__(None, None, None)
        for database in self.databases.values():
            database.close()


class HearingSystem(System):
    """A producer as a process, and an echo that hears in plain threads, as the gateway does."""

    def start(self) -> None:
        """Start the producer, then hear."""
        self.services["producer"].start()
        self.services["producer"].wait_ready()
        self.runtime = runtime_of(
            toy.ECHO, self.databases["echo"], MODE, toy.TOY_EDITION, Verifier([self.public])
        )
        self.hear()

    def runtime_of_producer(self) -> Runtime:
        """Open the producer's database a second time, for a relay in plain threads."""
        database = Database(str(self.databases["producer"].url))
        return runtime_of(toy.PRODUCER, database, MODE, toy.TOY_EDITION, Verifier([self.public]))

    def tell_locally(self, runtime: Runtime, subject: str, first: int, count: int) -> None:
        """Commit events in this process."""
        with runtime.transaction() as (_, make):
            work = make(TESTER)
            for number in range(first, first + count):
                work.record(toy.Told(subject, number))

    def hear(self) -> None:
        """Begin to hear."""
        self.hearing = Hearing(self.runtime, self.amqp_uri, self.rpc, head_check_seconds=0.5)
        self.hearing.start()
        wait_for(lambda: self.hearing.linked, what="a linked hearer")

    def say_again(self, since: int) -> None:
        """Publish the producer's events after a position once more."""
        found = self.rpc.call("producer", "events_after", since, 1000, deadline=10)
        for event in found["events"]:
            self.publish(event, NAMES.exchange("producer"), event["type"])

    def lose_while(self, tell: Callable[[], object]) -> None:
        """Lose on the way what is told meanwhile."""
        self.hearing.stop()
        tell()
        self.wait_sent()
        self.purge()
        self.hear()

    def parked(self) -> list[dict[str, Any]]:
        """Return what the echo has parked."""
        found = operator_actions.list_parked(self.runtime)
        return [{"parked_id": one.parked_id, "subject": one.subject} for one in found]

    def retry(self, parked_id: str) -> int:
        """Handle a parked event again, by the command line, with the fault mended."""
        echo = self.services["echo"]
        return echo.run(
            "parked",
            "retry",
            parked_id,
            "--by",
            "P-9",
            "--reason",
            "mended",
            environment={"TOY_FAILS_ON": "-1"},
        ).returncode

    def discard(self, parked_id: str) -> int:
        """Let a parked event go."""
        try:
            operator_actions.discard_parked(self.runtime, parked_id, "P-9", "told by mistake")
        except LiaisonError:
            return 2
        return 0

    def stopped(self) -> dict[str, str]:
        """Return the feeds that stand still."""
        found: dict[str, str] = self.runtime.head()["stopped"]
        return found

    def close(self) -> None:
        """Stop everything."""
        if hasattr(self, "hearing"):
            self.hearing.stop()
        super().close()
