"""Incentives may be killed at every step of a payment: nothing is lost, nothing asked twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from deploy.local.demo.cluster_instance import ClusterInstance
from liaison_kit.testing.wait import wait_for
from tests.e2e.walk.payday import STATION, Payday, Stalled

pytestmark = [
    pytest.mark.broker,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]
STEPS = ("sealed", "approved", "cosigned", "released", "received", "settled")
LOCKS = {
    "before the release commits": "SELECT * FROM log_head WHERE name = 'log' FOR UPDATE",
    "after it was sent, before that is noted": "SELECT * FROM relay_cursor FOR UPDATE",
    "before the settlement commits": "SELECT * FROM log_head WHERE name = 'log' FOR UPDATE",
}


@pytest.fixture(scope="module")
def payday(shared_instance: ClusterInstance) -> Payday:
    return Payday(shared_instance)


def kill_and_start_again(instance: ClusterInstance) -> None:
    instance.cluster.kill("incentives")
    instance.cluster.start_one("incentives")


@contextmanager
def beside(act: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Give what begins an act in a thread beside the block, and bring its failure here."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    yield thread.start
    thread.join(120)
    assert not thread.is_alive()
    if failed:
        raise failed[0]


@contextmanager
def killed_at(instance: ClusterInstance, place: str) -> Iterator[None]:
    """Kill incentives where the block brought it to stand still, and start it again."""
    with Stalled(instance.cluster, "incentives", LOCKS[place]) as lock:
        yield
        lock.wait_until_somebody_waits()
        instance.cluster.kill("incentives")
    instance.cluster.start_one("incentives")


def settle_and_check(payday: Payday, award: str) -> None:
    (request,) = payday.instance.finance.receive(1)
    payday.instance.finance.settle(request, payday.day)
    check_paid_once(payday, award)


def check_paid_once(payday: Payday, award: str) -> None:
    wait_for(lambda: payday.is_paid(award), 60)
    payday.client.wait_until_quiet()
    assert len(payday.requests_of(award)) == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_between_two_steps_loses_nothing(payday: Payday, step: str) -> None:
    instance = payday.instance

    def done(name: str) -> None:
        if name == step:
            kill_and_start_again(instance)

    award = payday.earn()
    batch = payday.seal(award)
    done("sealed")
    payday.approve(batch)
    done("approved")
    payday.cosign(batch)
    done("cosigned")
    payday.release(batch)
    done("released")
    (request,) = instance.finance.receive(1)
    done("received")
    instance.finance.settle(request, payday.day)
    done("settled")
    check_paid_once(payday, award)


def test_a_kill_before_the_release_commits_is_made_good_by_asking_again(payday: Payday) -> None:
    award = payday.earn()
    batch = payday.seal(award)
    payday.approve(batch)
    payday.cosign(batch)
    payday.totp("pays.releases")
    place = "before the release commits"
    with beside(lambda: payday.release(batch)) as begin, killed_at(payday.instance, place):
        begin()  # only now: a release that commits before the lock is taken meets nobody
    settle_and_check(payday, award)


def test_a_kill_before_sending_is_noted_sends_again_under_the_same_id(payday: Payday) -> None:
    award = payday.earn()
    batch = payday.seal(award)
    payday.approve(batch)
    payday.cosign(batch)
    payday.totp("pays.releases")
    with killed_at(payday.instance, "after it was sent, before that is noted"):
        payday.release(batch)
    settle_and_check(payday, award)


def test_a_kill_before_the_settlement_commits_books_it_once(payday: Payday) -> None:
    award = payday.earn()
    batch = payday.seal(award)
    payday.approve(batch)
    payday.cosign(batch)
    payday.release(batch)
    (request,) = payday.instance.finance.receive(1)
    with killed_at(payday.instance, "before the settlement commits"):
        payday.instance.finance.settle(request, payday.day)
    check_paid_once(payday, award)


def test_a_purged_queue_heals_from_the_log(payday: Payday) -> None:
    instance = payday.instance
    rabbit = instance.cluster.broker.rabbit
    assert rabbit is not None
    instance.cluster.kill("incentives")
    other = {**STATION, "station_code": "LZ-202", "city_code": "430100"}
    other |= {"plaque_no": "泸驻才〔2018〕202号", "plaque_granted_on": "2018-01-03"}
    payday.ask("intake", "/v1/stations/imports", stations=[other])
    queue = "queues/liaison/demo.registry-to-incentives"
    wait_for(lambda: rabbit.api("GET", queue).get("messages", 0) > 0, 60)
    rabbit.api("DELETE", f"{queue}/contents")
    instance.cluster.start_one("incentives")
    payday.client.wait_until_quiet()
    payday.ask("ops", "/v1/instance/closings", on=payday.next_day())
    payday.client.wait_until_quiet()
    award = payday.client.get("auditor", "/v1/awards/base_grant.LZ-202.2018")["data"]
    assert award["due_on"] == date(2018, 1, 3).isoformat()


def test_after_all_kills_every_log_and_the_ledger_are_whole(payday: Payday) -> None:
    """Stand last: each service's own check starts a process, so all kills are checked at once."""
    assert payday.instance.faults() == []
