"""Each broker user says and hears what is theirs, and is refused everything else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from amqp.exceptions import AccessRefused

from deploy.broker.definitions import SERVICES, USERS, Instance, definitions, passwords_from
from deploy.local.servers.rabbit import DEFINITIONS, PrivateRabbit
from liaison_contracts.catalogue import COMMANDS
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link, message_of
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.bus.topology import Names
from liaison_kit.store.ids import new_id

PASSWORDS = {user: f"secret-of-{user}" for user in USERS}
MODES = ("live", "demo")
LOG_CALLS = ("head", "events_after")


@pytest.fixture(scope="module")
def broker() -> Iterator[PrivateRabbit]:
    """Start a broker that loads the definitions, one vhost a mode, and declare every queue."""
    made = definitions([Instance(f"city-{mode}", mode) for mode in MODES], PASSWORDS)
    for key in ("users", "vhosts", "permissions"):
        made[key] = [*DEFINITIONS[key], *made[key]]
    with PrivateRabbit(definitions=made) as server:
        for mode in MODES:
            for service in SERVICES:
                link = Link(server.uri_of(f"city-{mode}", service, PASSWORDS[service]), service)
                topology.declare(link, service, Names(mode))
                link.close()
        yield server


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def names(mode: str) -> Names:
    return Names(mode)


@pytest.fixture
def link(broker: PrivateRabbit, user: str, mode: str) -> Iterator[Link]:
    """Log in as a user, into the city of a mode."""
    found = Link(broker.uri_of(f"city-{mode}", user, PASSWORDS[user]), user)
    yield found
    found.close()


def may_publish(link: Link, exchange: str, key: str, **properties: str) -> bool:
    channel = link.reopen()
    channel.confirm_select()
    answered: list[int] = []
    channel.events["basic_ack"].add(lambda tag, multiple: answered.append(tag))
    channel.basic_publish(message_of({}, **properties), exchange, key)
    try:
        while not answered:
            link.drain()
    except AccessRefused:
        return False
    return True


def may(act: object, *arguments: object, **more: object) -> bool:
    try:
        act(*arguments, **more)  # type: ignore[operator]
    except AccessRefused:
        return False
    return True


def commands_of(service: str) -> list[str]:
    named = [kind.name for kind in COMMANDS.values() if kind.service == service]
    return [*named, *LOG_CALLS, "close_day", "advance_to"]


@pytest.mark.parametrize("user", USERS)
def test_a_user_sends_only_the_requests_that_are_theirs(
    link: Link, user: str, names: Names
) -> None:
    exchange = names.rpc_exchange
    for service in SERVICES:
        for command in commands_of(service):
            reads_log = user in SERVICES and user != service and command in LOG_CALLS
            expected = user == "gateway" or reads_log
            assert may_publish(link, exchange, f"{service}.{command}") is expected, command
    assert may_publish(link, exchange, "reply-gateway-1") is (user in SERVICES)


@pytest.mark.parametrize("user", USERS)
def test_a_user_tells_only_on_their_own_exchange(link: Link, user: str, names: Names) -> None:
    for owner in (*SERVICES, "finance"):
        told = may_publish(link, names.exchange(owner), "payout.settled.v1")
        assert told is (owner == user), owner
        assert not may_publish(link, "", names.queue("registry", "incentives"))
    if user == "finance":
        assert not may_publish(link, names.exchange("finance"), "award.granted.v1")
        assert may_publish(link, names.exchange("finance"), "payout.failed.v1", user_id="finance")


@pytest.mark.parametrize("user", USERS)
def test_a_user_hears_only_their_own_queues(link: Link, user: str, names: Names) -> None:
    for producer in (*SERVICES, "finance"):
        for queue in topology.queues_of(producer, names):
            link.reopen()
            heard = may(link.channel.basic_consume, queue.name, callback=print)
            assert heard is (queue.consumer == user), queue.name


@pytest.mark.parametrize("user", USERS)
def test_a_user_takes_no_requests_and_no_replies_of_others(
    link: Link, user: str, names: Names
) -> None:
    """Bind everything one may declare with every key: only one's own is given."""
    own = names.reply_queue(user, new_id())
    declares = may(link.channel.queue_declare, own, exclusive=True)
    assert declares is (user != "finance")
    keys = {f"{service}.*": service for service in SERVICES}
    keys |= {"#": "", "*.head": "", "reply-#": "", "reply-gateway-x": "", own: user}
    for key, owner in keys.items():
        if declares:
            link.reopen()
            bound = may(link.channel.queue_bind, own, names.rpc_exchange, key)
            assert bound is (user == owner), key
            for other in SERVICES:
                link.reopen()
                hears = may(link.channel.queue_bind, own, names.exchange(other), "#")
                assert hears is (user == other), other


@pytest.mark.parametrize("user", USERS)
def test_a_user_removes_nothing_of_others(link: Link, user: str, names: Names) -> None:
    for name in (names.rpc_exchange, names.exchange("finance")):
        link.reopen()
        assert not may(link.channel.exchange_delete, name)
    for producer in (*SERVICES, "finance"):
        for queue in topology.queues_of(producer, names):
            owns = producer == user or (producer == "finance" and queue.consumer == user)
            if not owns:
                link.reopen()
                assert not may(link.channel.queue_delete, queue.name), queue.name
            link.reopen()
            reads = queue.consumer == user
            assert may(link.channel.queue_purge, queue.name) is reads, queue.name


def test_with_these_rights_a_service_answers_and_the_gateway_and_feeds_ask(
    broker: PrivateRabbit, mode: str
) -> None:
    names, answers = Names(mode), []
    uri = {user: broker.uri_of(f"city-{mode}", user, PASSWORDS[user]) for user in USERS}
    link = Link(uri["registry"], "registry")
    queue = names.rpc_queue("registry")
    link.channel.queue_declare(queue, durable=True, auto_delete=False)
    link.channel.queue_bind(queue, names.rpc_exchange, "registry.*")
    link.channel.basic_consume(queue, callback=answers.append)
    for user, method in (("gateway", "close_station"), ("incentives", "events_after")):
        client = RpcClient(uri[user], user, mode)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(client.call, "registry", method, deadline=20)
            while not answers:
                link.drain()
            reply = answers.pop().properties
            answer = message_of(
                {"result": method, "error": None}, correlation_id=reply["correlation_id"]
            )
            link.channel.basic_publish(answer, names.rpc_exchange, reply["reply_to"])
            assert asked.result() == method
        client.close()
    link.close()


def test_a_user_of_one_city_cannot_enter_with_another_password(broker: PrivateRabbit) -> None:
    with pytest.raises(AccessRefused):
        Link(broker.uri_of("city-live", "registry", "secret-of-gateway"), "stranger")


def test_every_missing_password_is_named() -> None:
    with pytest.raises(LookupError) as missing:
        passwords_from({"REGISTRY_AMQP_PASSWORD": "x"})
    assert "ASSESSMENT_AMQP_PASSWORD" in str(missing.value)
    assert "REGISTRY" not in str(missing.value)
