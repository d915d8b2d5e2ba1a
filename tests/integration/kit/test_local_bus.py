"""The local bus carries what was committed, once and in order, and parks what cannot be heard."""

from __future__ import annotations

from datetime import date

import pytest

from liaison_contracts.errors import Forbidden, Invalid, Refused, Unauthenticated
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver
from liaison_kit.log import dead_letters
from liaison_kit.start import create_database, runtime_of
from liaison_kit.testing import toy

TESTER = Caller("P-1", "lab", ("tester",), "key-1")


class System:
    """Two toy services on one local bus, each with a database of its own."""

    def __init__(self, folder):
        private, public = new_key_pair("k1")
        self.bus = LocalBus()
        self.runtimes = {}
        for service in (toy.PRODUCER, toy.ECHO):
            url = f"sqlite:///{folder}/{service.name}.sqlite"
            database = create_database(url, service.name, "demo", toy.metadata, date(2018, 1, 1))
            runtime = runtime_of(service, database, "demo", toy.TOY_EDITION, Verifier([public]))
            self.bus.add(runtime, service)
            self.runtimes[service.name] = runtime
        self.client = Client(self.bus, Signer(private))

    def heard(self):
        with self.runtimes["echo"].database.reading() as session:
            return toy.numbers_heard(session)


@pytest.fixture
def system(tmp_path):
    return System(tmp_path)


def test_what_is_told_is_heard_in_order(system):
    answer = system.client.send(TESTER, toy.Tell("a", 1, 500))
    assert answer.position == 500
    system.bus.pump()
    assert system.heard() == [("a", number) for number in range(1, 501)]


def test_a_refused_command_leaves_no_event(system):
    with pytest.raises(Refused):
        system.client.send(TESTER, toy.Tell("a", 1, 5, refuse=True))
    assert system.client.head("producer")["position"] == 0


def test_the_same_key_is_answered_once(system):
    first = system.client.send(TESTER, toy.Tell("a"), key="k-1")
    again = system.client.send(TESTER, toy.Tell("a"), key="k-1")
    assert (again.replayed, again.position) == (True, first.position)
    with pytest.raises(Invalid) as refused:
        system.client.send(TESTER, toy.Tell("b"), key="k-1")
    assert refused.value.code == "idempotency_key_reused"


def test_a_caller_without_the_role_is_refused(system):
    with pytest.raises(Forbidden):
        system.client.send(Caller("P-2", "lab", ("auditor",), "key-2"), toy.Tell("a"))


def test_claims_of_an_unknown_key_are_refused(system):
    stranger = Client(system.bus, Signer(new_key_pair("k1")[0]))
    with pytest.raises(Unauthenticated):
        stranger.send(TESTER, toy.Tell("a"))


def test_what_cannot_be_heard_is_parked_with_what_follows_of_its_subject(system):
    system.client.send(TESTER, toy.Tell("unlucky", 1312, 3))
    system.client.send(TESTER, toy.Tell("lucky", 1, 2))
    system.bus.pump()
    assert system.heard() == [("unlucky", 1312), ("lucky", 1), ("lucky", 2)]
    with system.runtimes["echo"].database.reading() as session:
        assert [entry.position for entry in dead_letters.listed(session)] == [2, 3]


def test_a_day_is_closed_once(system):
    driver = DayDriver(system.client, ["producer", "echo"], pump=system.bus.pump)
    driver.advance(date(2018, 1, 2))
    driver.close(date(2018, 1, 2))
    driver.close(date(2018, 1, 2))
    assert system.heard() == [("day", date(2018, 1, 2).toordinal())]
