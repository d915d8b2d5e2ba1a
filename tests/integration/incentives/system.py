"""A small system for tests of incentives: the real service, two producers' logs, and people."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyotp
from sqlalchemy import MetaData, select

from liaison_contracts.incentives import (
    ApprovePayeeAccount,
    EnrolSecondFactor,
    RegisterPayeeAccount,
    SealBatch,
    VerifyRecruitment,
)
from liaison_incentives.definition import DEFINITION
from liaison_incentives.settings import IncentivesSettings
from liaison_incentives.tables import Award, Payout
from liaison_incentives.usecases import ledger
from liaison_kit.bus.localbus import LocalBus
from liaison_kit.claims import Caller, Signer, Verifier, new_key_pair
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver
from liaison_kit.log import dead_letters
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service
from liaison_kit.start import create_database, runtime_of
from liaison_kit.testing.toy import TOY_EDITION
from tests.integration.incentives.makers import (
    STEP,
    D,
    a_claim,
    a_cosignature,
    a_plaque,
    a_release,
    a_report,
    a_review,
    a_settlement,
    an_approval,
    an_envelope,
    an_extension,
)

KEY = base64.b64encode(b"k" * 32).decode()
SERVICES = ("registry", "assessment", "incentives")


def a_caller(sub: str, org: str, *roles: str) -> Caller:
    """Return a caller of an organisation."""
    return Caller(sub, org, roles, f"key-{sub}")


def an_officer(sub: str) -> Caller:
    """Return a person of the talent office."""
    return a_caller(sub, "talent_office", "talent_office")


ENTERS, CHECKS = an_officer("P-accounts-1"), an_officer("P-accounts-2")
FIRST, SECOND = an_officer("P-verifies-1"), an_officer("P-verifies-2")
SEALER, APPROVER, RELEASER = an_officer("P-seals"), an_officer("P-approves"), an_officer("P-orders")
INDUSTRY = a_caller("P-industry", "industry_federation", "guiding_department")
CLERK = a_caller("P-industry-clerk", "industry_federation", "guiding_department")
OVERSEAS = a_caller("P-overseas", "overseas_federation", "guiding_department")
GROUP = a_caller("P-group-approves", "leading_group", "leading_group")
LEADER = a_caller("P-leader", "leading_group", "leading_group")
FINANCE = a_caller("P-finance", "finance", "finance")
COSIGNERS = {"industry_federation": INDUSTRY, "overseas_federation": OVERSEAS}


def head_of(station_code: str) -> Caller:
    """Return the head of a station."""
    return a_caller(f"H-{station_code}", f"station/{station_code}", "station_head")


REGISTRY: Service[Any] = Service(name="registry")
"""Stand at registry's end of the bus: its log is real, what it says is the test's."""
ASSESSMENT: Service[Any] = Service(name="assessment")
"""Stand at assessment's end of the bus."""


class System:
    """Run incentives on a local bus, with a clock for one-time passwords that tests move."""

    def __init__(
        self, url_of: Callable[[str], str], day: str = "2018-01-01", mode: str = "demo", **more: Any
    ) -> None:
        private, public = new_key_pair("k1")
        self.clock = 1_500_000_000.0
        self.bus = LocalBus()
        self.client = Client(self.bus, Signer(private))
        self._verifier = Verifier([public])
        self.runtimes = {
            kind.name: self._stand_in(kind, url_of, mode, D(day)) for kind in (REGISTRY, ASSESSMENT)
        }
        self.runtimes["incentives"] = self._incentives(url_of, mode, D(day), more)
        self.driver = DayDriver(self.client, SERVICES, pump=self.bus.pump)
        self.secrets: dict[str, str] = {}

    def _stand_in(
        self, kind: Service[Any], url_of: Callable[[str], str], mode: str, day: date
    ) -> Runtime:
        database = create_database(url_of(kind.name), kind.name, mode, MetaData(), day)
        found = runtime_of(kind, database, mode, TOY_EDITION, self._verifier)
        self.bus.add(found, kind)
        return found

    def _incentives(
        self, url_of: Callable[[str], str], mode: str, day: date, more: dict[str, Any]
    ) -> Runtime:
        given = {"payee_wait": False, "accounts_since": day.isoformat(), **more}
        url = url_of("incentives")
        shared: dict[str, Any] = {"mode": mode, "database_url": url, "amqp_uri": ""}
        settings = IncentivesSettings(instance_key=KEY, public_keys=[], **shared, **given)
        assert DEFINITION.context is not None
        context = replace(DEFINITION.context(settings), heads=self.heads, now=lambda: self.clock)
        database = create_database(url, "incentives", mode, DEFINITION.tables, day)
        found = runtime_of(
            DEFINITION.service,
            database,
            mode,
            DEFINITION.edition(settings),
            self._verifier,
            context=context,
        )
        self.bus.add(found, DEFINITION.service)
        return found

    def heads(self) -> dict[str, int]:
        """Tell the producers' heads, as the launcher's callable does."""
        return {name: self.client.head(name)["position"] for name in ("registry", "assessment")}

    def close(self) -> None:
        """Close the databases."""
        for runtime in self.runtimes.values():
            runtime.database.close()

    # -- what happens in system ------------------------------------------------------------------

    def tell(self, service: str, on: str, *events: Any, pump: bool = True) -> None:
        """Let a producer tell events dated on a day."""
        runtime = self.runtimes[service]
        with runtime.transaction() as (_, make):
            work = make(runtime.system(), D(on))
            for event in events:
                work.record(event)
        if pump:
            self.bus.pump()

    def send(self, caller: Caller, command: object, key: str = "") -> Any:
        """Send a command and return the answer's result."""
        return self.client.send(caller, command, key).result

    def on(self, day: str) -> None:
        """Let the system's day be this one."""
        self.driver.advance(D(day))

    def end(self, day: str) -> None:
        """Go to a day and close it everywhere."""
        self.on(day)
        self.driver.close(D(day))

    def totp(self, caller: Caller) -> str:
        """Return a fresh password of a person, enrolled when first asked."""
        if caller.sub not in self.secrets:
            self.secrets[caller.sub] = self.send(caller, EnrolSecondFactor())["secret"]
        self.clock += 10 * STEP
        return str(pyotp.TOTP(self.secrets[caller.sub]).at(int(self.clock)))

    # -- what was told and stored --------------------------------------------------------------

    def told(self, kind: str) -> list[dict[str, Any]]:
        """Return the data of all of incentives' events of one type, in order."""
        return [found["data"] for found in self.log() if found["type"] == f"{kind}.v1"]

    def log(self, after: int = 0) -> list[dict[str, Any]]:
        """Return incentives' log after a position."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.bus.call("incentives", "events_after", after + len(found), 1000)["events"]
            if not page:
                return found
            found += page

    def awards(self) -> dict[str, Award]:
        """Return the stored awards by code."""
        with self.runtimes["incentives"].database.reading() as session:
            return {award.award_code: award for award in session.scalars(select(Award))}

    def payouts(self) -> dict[str, Payout]:
        """Return the stored payouts by award code and number."""
        with self.runtimes["incentives"].database.reading() as session:
            found = session.scalars(select(Payout))
            return {f"{payout.award_code}/{payout.reissue_no}": payout for payout in found}

    def parked(self) -> Sequence[dead_letters.Parked]:
        """Return what waits for people."""
        with self.runtimes["incentives"].database.reading() as session:
            return dead_letters.listed(session)

    def ledger_faults(self) -> tuple[str, ...]:
        """Fold the ledger again and return what is wrong with it."""
        runtime = self.runtimes["incentives"]
        with runtime.database.reading() as session:
            return ledger.verify(session, runtime.context.vault.public_key).faults

    # -- short ways ----------------------------------------------------------------------------

    def extend(self, until: str = "2030-12-31", on: str = "2018-01-01") -> None:
        """Extend the trial."""
        self.tell("registry", on, an_extension(until, on))

    def station(self, code: str = "LZ-001", on: str = "2018-01-01", **changes: Any) -> None:
        """Grant a plaque and give the station an account."""
        self.tell("registry", on, a_plaque(code, on, **changes))
        self.account(code)

    def account(self, code: str, number: str = "6222020200066667890") -> Any:
        """Register and approve a station's account."""
        entry = RegisterPayeeAccount(
            station_code=code, holder="北京泸州商会", bank="Bank", number=number
        )
        made = self.send(ENTERS, entry)
        approval = ApprovePayeeAccount(
            payee_ref=made["payee_ref"], account_version=made["account_version"]
        )
        return self.send(CHECKS, approval)

    def recruit(self, code: str, station: str, on: str, **changes: Any) -> None:
        """Report a good claim and let two people verify it."""
        self.send(CLERK, a_claim(code, station, on, **changes))
        for person in (FIRST, SECOND):
            self.send(person, VerifyRecruitment(recruitment_code=code, verified_on=D(on)))

    def spend(self, code: str, year: int, on: str) -> None:
        """Submit a spending report and let the leading group accept it."""
        self.send(CLERK, a_report(code, year, on))
        self.send(LEADER, a_review(code, year, on))

    def seal(self, *codes: str) -> Any:
        """Seal a batch."""
        return self.send(SEALER, SealBatch(award_codes=codes))

    def approve(self, batch: Any, **changes: Any) -> Any:
        """Approve a batch, and have the leading group approve it where a payment is large."""
        found = self.send(APPROVER, an_approval(batch, self.totp(APPROVER), **changes))
        if found["open_approvals"]:
            found = self.send(GROUP, an_approval(batch, self.totp(GROUP), **changes))
        return found

    def cosign(self, batch: Any) -> Any:
        """Let every department sign that has to."""
        for department in batch["cosign_departments"]:
            found = self.send(COSIGNERS[department], a_cosignature(batch))
        return found

    def release(self, batch: Any, **changes: Any) -> Any:
        """Release a batch."""
        return self.send(RELEASER, a_release(batch, self.totp(RELEASER), **changes))

    def order(self, *codes: str) -> Any:
        """Take a batch from sealing to release."""
        batch = self.seal(*codes)
        self.approve(batch)
        self.cosign(batch)
        return self.release(batch)

    def settle(self, payout: dict[str, Any], on: str, **changes: Any) -> Any:
        """Let finance report over REST that it paid."""
        return self.send(FINANCE, a_settlement(payout, on, **changes))

    def pay_all(self, on: str) -> None:
        """Order what is payable and let finance pay it on the same day."""
        known = len(self.told("payout.requested"))
        self.order()
        for payout in self.told("payout.requested")[known:]:
            self.settle(payout, on)

    def finance_says(self, event: Any, on: str) -> bool:
        """Bring a message of finance by its queue."""
        return self.bus.tell("incentives", "finance", an_envelope(event, on))


def states(system: System) -> dict[str, tuple[str, int]]:
    """Return state and yuan of each award."""
    return {c: (a.state, a.amount_fen // 100) for c, a in sorted(system.awards().items())}
