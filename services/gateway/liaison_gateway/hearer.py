"""Hear all events into the read model, in a process of its own: `python -m liaison_gateway hear`.

Web processes only read what this one writes, so that pages go on while it restarts. One is active
at a time, because each queue has a single active consumer.
"""

from __future__ import annotations

import signal
import sys
import threading

from liaison_gateway.hearing import runtime_of_views
from liaison_gateway.settings import GatewaySettings
from liaison_kit import log, logs
from liaison_kit.amqp_feed import Hearing
from liaison_kit.database import Database
from liaison_kit.health import HealthServer
from liaison_kit.instance import WrongInstance
from liaison_kit.logs import get_logger
from liaison_kit.rpc_client import RpcClient
from liaison_kit.settings import SettingsError

_logger = get_logger(__name__)


def hear() -> int:
    """Hear until SIGTERM or Ctrl-C; return the exit code."""
    try:
        settings = GatewaySettings.read("gateway")
        logs.configure("gateway-hearer", settings.log_level)
        database = Database(settings.database_url, pool_size=settings.workers)
        runtime = runtime_of_views(database, settings.mode)
    except (SettingsError, WrongInstance) as error:
        print(error, file=sys.stderr)
        return 2
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    client = RpcClient(settings.amqp_uri, "gateway", settings.mode)
    hearing = Hearing(runtime, settings.amqp_uri, client, settings.head_check_seconds)

    def check_database() -> str:
        with database.reading() as session:
            log.head(session)
        return ""

    checks = {
        "database": check_database,
        "feeds": lambda: "" if hearing.linked else "not every queue is consumed",
    }
    health = HealthServer(settings.health_address, checks)
    health.start()
    hearing.start()
    _logger.info("hearer.started", mode=settings.mode, health=health.address)
    ended.wait()
    for stop in (hearing.stop, client.close, health.stop, database.close):
        stop()
    _logger.info("hearer.stopped")
    return 0
