"""Each trap of stock callers and connections: the fault is shown; where the kit is held to better
stands in its docstring or follows at once."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from nameko.standalone.rpc import ClusterRpcProxy

from deploy.local.servers.rabbit import PrivateRabbit
from liaison_kit.testing.wait import wait_for
from tests.e2e.kit.test_client import QUORUM_DEFAULT
from tests.e2e.kit.test_traps import JSON, Stock, publish, stock

__all__ = ["stock"]


def replies(rabbit: PrivateRabbit, vhost: str) -> list[dict[str, object]]:
    name = quote(vhost.rsplit("/", 1)[1], "")
    return [
        queue
        for queue in rabbit.api("GET", f"queues/{name}")
        if queue["name"].startswith("rpc.reply")
    ]


def cut(rabbit: PrivateRabbit, vhost: str) -> bool:
    """Cut the connections in a vhost; say whether the broker knew of any yet."""
    known = [
        connection["name"]
        for connection in rabbit.api("GET", "connections")
        if connection.get("vhost") == vhost.rsplit("/", 1)[1]
    ]
    for name in known:
        with suppress(HTTPError):  # it may be gone by now
            rabbit.api("DELETE", f"connections/{quote(name, '')}")
    return bool(known)


def test_a_stock_proxy_leaves_its_queue_behind(
    rabbit: PrivateRabbit, vhost: str, stock: Stock
) -> None:
    """Stock: one more queue for each proxy. The kit's client: see the tests of the client."""
    for _ in range(2):
        with ClusterRpcProxy({"AMQP_URI": vhost}, timeout=10) as services:
            assert services.stock.work(0) == "done"
    assert len(replies(rabbit, vhost)) == 2


def test_the_timeout_of_a_stock_proxy_begins_again_with_each_reply(
    vhost: str, stock: Stock
) -> None:
    """Stock: 1.5 seconds of patience become three. The kit has one deadline: see its client."""
    with ClusterRpcProxy({"AMQP_URI": vhost}, timeout=1.5) as services:
        calls = [services.stock.work.call_async(seconds) for seconds in (1.0, 2.0, 3.0)]
        began = time.monotonic()
        assert calls[-1].result() == "done"
        assert time.monotonic() - began > 1.5


def test_a_quorum_default_reaches_the_reply_queues_of_stock_proxies(
    rabbit: PrivateRabbit, vhost: str, stock: Stock
) -> None:
    """Stock: a replicated queue for each caller. The kit names the type: see its client."""
    rabbit.api("PUT", "vhosts/quorum-stock", QUORUM_DEFAULT)
    uri = rabbit.add_vhost("quorum-stock")
    away = Stock(uri, stock.trace.with_name("quorum"))
    away.start()
    try:
        with ClusterRpcProxy({"AMQP_URI": uri}, timeout=10) as services:
            assert services.stock.work(0) == "done"
            assert [queue["type"] for queue in replies(rabbit, uri)] == ["quorum"]
    finally:
        away.stop()
        rabbit.drop_vhost("quorum-stock")


def test_a_connection_cut_while_a_stock_handler_runs(
    rabbit: PrivateRabbit, vhost: str, tmp_path: Path
) -> None:
    """Stock: the same event begins again beside it. The kit: see the tests of faults."""
    stock = Stock(vhost, tmp_path / "trace", "slow")
    stock.start()
    try:
        publish(vhost, "source.events", "told", b"{}", content_type=JSON)
        wait_for(lambda: stock.lines("told") == 1, what="a handler at work")
        wait_for(lambda: cut(rabbit, vhost) or stock.lines("told") == 2, what="a cut connection")
        wait_for(lambda: stock.lines("told") == 2, what="the same event again")
        assert stock.lines("heard") == 0
    finally:
        stock.stop()


def test_the_pytest_plugin_of_nameko_warns_wherever_it_is_on(tmp_path: Path) -> None:
    """Stock: a run in which warnings are errors does not even begin."""
    (tmp_path / "test_one.py").write_text("def test_one():\n    pass\n")
    line = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    stock = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert stock.returncode != 0
    assert "Eventlet is deprecated" in stock.stderr + stock.stdout
    off = [*line, "-p", "no:pytest_nameko"]
    assert subprocess.run(off, cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.fixture(autouse=True)
def no_nameko_configuration_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies read no configuration but the one they are given."""
    monkeypatch.delenv("AMQP_URI", raising=False)
