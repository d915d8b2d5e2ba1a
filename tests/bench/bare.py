"""Do by the bare libraries what the kit does: the references beside its figures."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Sequence

from amqp import Message
from psycopg import Connection

from liaison_kit.bus.broker import JSON, PERSISTENT
from tests.bench.services import EXCHANGE, QUEUE, TYPE, linked

UNCONFIRMED = 200
BATCH = 200
PREFETCH = 400
INSERT = "INSERT INTO bare (subject, number, event_id) VALUES (%s, %s, %s)"
TABLE = """CREATE TABLE bare (heard_id serial PRIMARY KEY, subject varchar(80) NOT NULL,
    number integer NOT NULL, event_id varchar(36) NOT NULL)"""


def publish(amqp_uri: str, bodies: Sequence[bytes]) -> float:
    """Publish persistent messages with 200 unconfirmed at most; return confirmed ones a second."""
    with linked(amqp_uri) as link:
        channel, waiting = link.channel, deque[int]()
        channel.confirm_select()

        def acked(tag: int, multiple: bool) -> None:
            if not multiple:
                waiting.remove(tag)
                return
            while waiting and waiting[0] <= tag:
                waiting.popleft()

        channel.events["basic_ack"].add(acked)
        begun = time.perf_counter()
        for tag, body in enumerate(bodies, 1):
            waiting.append(tag)
            message = Message(body, content_type=JSON, delivery_mode=PERSISTENT)
            channel.basic_publish(message, EXCHANGE, TYPE)
            while len(waiting) >= UNCONFIRMED:
                link.connection.drain_events()
        while waiting:
            link.connection.drain_events()
        return len(bodies) / (time.perf_counter() - begun)


def consume_and_insert(amqp_uri: str, database: Connection, count: int) -> float:
    """Consume, insert one row an event in transactions of 200, acknowledge each batch at once."""
    database.execute("DROP TABLE IF EXISTS bare")
    database.execute(TABLE)
    arrived: deque[Message] = deque()
    with linked(amqp_uri) as link:
        link.channel.basic_qos(0, PREFETCH, False)
        link.channel.basic_consume(QUEUE, callback=arrived.append)
        link.connection.drain_events()
        begun, done = time.perf_counter(), 0
        while done < count:
            while len(arrived) < min(BATCH, count - done):
                link.connection.drain_events()
            batch = [arrived.popleft() for _ in range(min(BATCH, len(arrived)))]
            insert_each(database, [json.loads(message.body) for message in batch])
            link.channel.basic_ack(batch[-1].delivery_tag, multiple=True)
            done += len(batch)
        return count / (time.perf_counter() - begun)


def insert_each(database: Connection, events: Sequence[dict]) -> None:
    """Insert one row an event, each by a statement of its own, in one transaction."""
    with database.transaction():
        for event in events:
            data = event["data"]
            database.execute(INSERT, (data["subject"], data["number"], event["id"]))


def select_and_insert(log: Connection, database: Connection, count: int) -> float:
    """Read a log in pages of 200 and insert one row an event, a transaction a page."""
    database.execute("DROP TABLE IF EXISTS bare")
    database.execute(TABLE)
    query = "SELECT position, id, data FROM event_log WHERE position > %s ORDER BY position LIMIT "
    begun, position = time.perf_counter(), 0
    while position < count:
        rows = log.execute(f"{query}{BATCH}", (position,)).fetchall()
        insert_each(database, [{"id": row[1], "data": json.loads(row[2])} for row in rows])
        position = rows[-1][0]
    return count / (time.perf_counter() - begun)
