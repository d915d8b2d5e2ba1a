"""Test a transport: inherit `TransportConformance` and provide its fixture.

The fixture is a producer and a consumer (`testing/toy.py`) connected by the transport. Each test
uses new subjects, so one fixture may serve many tests.
"""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import pytest

from liaison_contracts.errors import Conflict, Invalid, LiaisonError, Refused
from liaison_kit.claims import Caller
from liaison_kit.client import Answer, Client
from liaison_kit.testing import toy

TESTER = Caller("P-1", "lab", ("tester",), "key-1")
UNLUCKY = 1313
_subjects = itertools.count(1)


class SystemUnderTest(Protocol):
    """Provide the operations that the suite needs of a transport."""

    client: Client

    def settle(self) -> None:
        """Wait until the consumer has received all events."""

    def heard(self) -> list[tuple[str, int]]:
        """Return the events that the consumer received, in order."""

    def say_again(self, since: int) -> None:
        """Deliver the producer's events after a position again."""

    def lose_while(self, tell: Any) -> None:
        """Call `tell` and lose all messages of its events."""

    def parked(self) -> list[dict[str, Any]]:
        """Return the consumer's open parked events: `parked_id`, `subject`, `position`."""

    def retry(self, parked_id: str) -> int:
        """Handle a parked event again, after the fault was fixed; return an exit code."""

    def discard(self, parked_id: str) -> int:
        """Discard a parked event; return an exit code."""


def fresh_subject() -> str:
    """Return a subject that no other test uses."""
    return f"subject-{next(_subjects)}"


def tell(
    system: SystemUnderTest, subject: str, first: int = 1, count: int = 1, key: str = ""
) -> Answer:
    """Let the producer publish."""
    return system.client.send(TESTER, toy.Tell(subject, first, count), key)


def heard_of(system: SystemUnderTest, subject: str) -> list[int]:
    """Return the numbers received for one subject, in order."""
    return [number for found, number in system.heard() if found == subject]


class TransportConformance:
    """State what every transport guarantees; the subclass has a fixture `system`."""

    def test_events_are_heard_in_order_and_once(self, system: SystemUnderTest) -> None:
        """Publish in one transaction and in many."""
        subject = fresh_subject()
        tell(system, subject, 1, 450)
        for number in range(451, 460):
            tell(system, subject, number)
        system.settle()
        assert heard_of(system, subject) == list(range(1, 460))

    def test_what_comes_twice_is_heard_once(self, system: SystemUnderTest) -> None:
        """Deliver the same events again."""
        subject = fresh_subject()
        position = tell(system, subject, 1, 30).position
        system.settle()
        system.say_again(position - 30)
        tell(system, subject, 31)
        system.settle()
        assert heard_of(system, subject) == list(range(1, 32))

    def test_a_gap_is_closed_from_the_log(self, system: SystemUnderTest) -> None:
        """Lose some messages, then publish one that arrives."""
        subject = fresh_subject()
        tell(system, subject, 1, 5)
        system.lose_while(lambda: tell(system, subject, 6, 20))
        tell(system, subject, 26)
        system.settle()
        assert heard_of(system, subject) == list(range(1, 27))

    def test_a_lost_last_event_is_found(self, system: SystemUnderTest) -> None:
        """Lose the last messages, with nothing published afterwards."""
        subject = fresh_subject()
        system.lose_while(lambda: tell(system, subject, 1, 3))
        system.settle()
        assert heard_of(system, subject) == [1, 2, 3]

    def test_a_parked_event_holds_up_its_subject_only_and_a_retry_frees_it(
        self, system: SystemUnderTest
    ) -> None:
        """Park, continue with other subjects, fix, retry."""
        unlucky, lucky = fresh_subject(), fresh_subject()
        tell(system, unlucky, UNLUCKY - 1, 3)
        tell(system, lucky, 1, 2)
        system.settle()
        assert heard_of(system, unlucky) == [UNLUCKY - 1]
        assert heard_of(system, lucky) == [1, 2]
        first, second = [entry for entry in system.parked() if entry["subject"] == unlucky]
        assert system.retry(second["parked_id"]) != 0
        assert system.retry(first["parked_id"]) == 0
        assert heard_of(system, unlucky) == [UNLUCKY - 1, UNLUCKY, UNLUCKY + 1]
        tell(system, unlucky, 1)
        system.settle()
        assert heard_of(system, unlucky)[-1] == 1

    def test_a_discarded_event_stays_unheard_and_those_behind_it_can_follow(
        self, system: SystemUnderTest
    ) -> None:
        """Discard the first, retry the second."""
        subject = fresh_subject()
        tell(system, subject, UNLUCKY, 2)
        system.settle()
        first, second = [entry for entry in system.parked() if entry["subject"] == subject]
        assert system.discard(first["parked_id"]) == 0
        assert system.discard(first["parked_id"]) != 0
        assert system.retry(second["parked_id"]) == 0
        assert heard_of(system, subject) == [UNLUCKY + 1]

    def test_a_refused_command_leaves_nothing(self, system: SystemUnderTest) -> None:
        """Refuse after recording."""
        before = system.client.head("producer")["position"]
        with pytest.raises(Refused) as refused:
            system.client.send(TESTER, toy.Tell(fresh_subject(), 1, 5, refuse=True))
        assert refused.value.code == "toy_refused"
        assert system.client.head("producer")["position"] == before

    def test_equal_requests_at_the_same_time_are_carried_out_once(
        self, system: SystemUnderTest
    ) -> None:
        """Send one request from eight threads."""
        subject, ready = fresh_subject(), threading.Barrier(8)

        def ask(_: int) -> Answer | LiaisonError:
            ready.wait()
            try:
                return tell(system, subject, 1, 3, key=f"key-{subject}")
            except LiaisonError as error:
                return error

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(ask, range(8)))
        answers = [each for each in found if isinstance(each, Answer)]
        assert answers
        assert len({answer.position for answer in answers}) == 1
        assert sum(not answer.replayed for answer in answers) == 1
        for other in found:
            if not isinstance(other, Answer):
                assert isinstance(other, Conflict), other
                assert other.code == "request_running"
        system.settle()
        assert heard_of(system, subject) == [1, 2, 3]

    def test_a_key_used_for_another_request_is_refused(self, system: SystemUnderTest) -> None:
        """Use one key twice."""
        subject = fresh_subject()
        first = tell(system, subject, 1, 1, key=f"key-{subject}")
        again = tell(system, subject, 1, 1, key=f"key-{subject}")
        assert (again.replayed, again.position) == (True, first.position)
        with pytest.raises(Invalid) as reused:
            tell(system, subject, 2, 1, key=f"key-{subject}")
        assert reused.value.code == "idempotency_key_reused"
