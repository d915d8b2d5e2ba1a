"""In live the days close by themselves, once, by one process, and go on where another died."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from liaison_contracts.errors import Refused, Unavailable
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver, Nightly, days_due
from liaison_kit.instance.instance import TIME_ZONE
from liaison_kit.start import create_database, runtime_of
from liaison_kit.testing import toy

NAMES = ("producer", "echo")


class LiveSystem:
    """Two toy services in live mode, whose system clock a test may set."""

    def __init__(self, folder):
        private, public = new_key_pair("k1")
        self.bus = LocalBus()
        for service in (toy.PRODUCER, toy.ECHO):
            url = f"sqlite:///{folder}/{service.name}.sqlite"
            database = create_database(url, service.name, "live", toy.metadata)
            runtime = runtime_of(service, database, "live", toy.TOY_EDITION, Verifier([public]))
            self.bus.add(runtime, service)
        self.client = Client(self.bus, Signer(private))
        self.driver = DayDriver(self.client, NAMES, pump=self.bus.pump)
        self.today = datetime.now(TIME_ZONE).date()

    def heads(self):
        return [self.client.head(name) for name in NAMES]

    def nightly(self, held=True):
        lease = SimpleNamespace(held=held)
        return Nightly(self.driver, self.heads, lease, lambda: self.today)


@pytest.fixture
def system(tmp_path):
    return LiveSystem(tmp_path)


def test_a_day_is_closed_once_it_is_over(system):
    (closed,) = system.nightly().close_due()
    assert (system.today - closed).days == 1
    assert {head["last_closed_on"] for head in system.heads()} == {closed.isoformat()}
    assert system.nightly().close_due() == []


def test_another_process_stands_by(system):
    assert system.nightly(held=False).close_due() == []
    assert {head["last_closed_on"] for head in system.heads()} == {None}


def test_a_driver_that_died_between_two_services_is_followed_up(system, monkeypatch):
    call = system.client.call

    def dies(caller, service, name, body, key=""):
        if service == "echo" and name == "close_day":
            raise Unavailable("service_down", service=service)
        return call(caller, service, name, body, key)

    monkeypatch.setattr(system.client, "call", dies)
    assert system.nightly().close_due() == []
    monkeypatch.setattr(system.client, "call", call)
    assert len(system.nightly().close_due()) == 1
    assert len({head["last_closed_on"] for head in system.heads()}) == 1


def test_the_clock_of_a_live_instance_is_never_set(system):
    with pytest.raises(Refused):
        system.driver.advance(date(2030, 1, 1))


def test_the_days_of_a_long_stop_are_closed_in_their_order():
    heads = [{"last_closed_on": "2026-11-19"}, {"last_closed_on": "2026-11-20"}]
    assert [day.day for day in days_due(heads, date(2026, 11, 23))] == [20, 21, 22]
    assert days_due([{"last_closed_on": "2026-11-22"}], date(2026, 11, 23)) == []
