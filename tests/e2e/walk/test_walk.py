"""The walk holds on RabbitMQ and PostgreSQL, also where the broker loses its disk on the way."""

from __future__ import annotations

import io

import pytest

from deploy.local.demo.__main__ import tell
from deploy.local.demo.chapters import CHAPTERS
from deploy.local.demo.cluster_instance import ClusterInstance
from deploy.local.demo.outcome import check
from deploy.local.demo.story import Story
from deploy.local.demo.walk import Walk
from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit
from tests.e2e.walk.setting import fresh_instance

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]
LOSES_ITS_DISK_AFTER = ("plaque", "scores of talent_office", "release")


def test_a_broker_that_loses_its_disk_on_the_way_loses_nothing(instance: ClusterInstance) -> None:
    rabbit = instance.cluster.broker.rabbit
    assert rabbit is not None
    wiped = []

    def lose(step: str) -> None:
        if step in LOSES_ITS_DISK_AFTER:
            rabbit.wipe()
            wiped.append(step)

    out = io.StringIO()
    walk = Walk(instance, Story(out))
    walk.play(CHAPTERS, after=lose)
    assert wiped == list(LOSES_ITS_DISK_AFTER)
    assert check(walk), out.getvalue()
    told = out.getvalue()
    assert told.count(" 收到第 ") == 4  # by AMQP or, where its queue was lost, by asking
    assert "人民币 108,500.00 元" in told


def test_the_walk_holds_on_servers_of_ones_own_and_leaves_nothing_there(
    vhost: str, rabbit: PrivateRabbit, postgres: PrivatePostgres
) -> None:
    out = io.StringIO()
    with fresh_instance(AMQP_URI=vhost, DATABASE_URL=postgres.uri) as instance:
        assert tell(instance, Story(out)), out.getvalue()
    assert out.getvalue().count("财政经 HTTP 收到") == 4  # nobody else may speak for finance there
    names = postgres.sql("SELECT nspname FROM pg_namespace", "liaison")
    assert "demo_" not in names + postgres.sql("SELECT rolname FROM pg_roles")
    queues = {queue["name"] for queue in rabbit.api("GET", "queues") if queue["vhost"] in vhost}
    assert not {name for name in queues if "-to-" in name}
