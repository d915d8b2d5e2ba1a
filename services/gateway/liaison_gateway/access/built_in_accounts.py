"""Define built-in demo and replay accounts, with enough distinct people for every act."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from liaison_contracts.gateway.keys import LONGEST_DAYS
from liaison_gateway.access.accounts import (
    Issued,
    Person,
    add_person,
)
from liaison_gateway.access.tables import key_terms
from liaison_kit.instance.instance import read
from liaison_kit.store.database import Database

HISTORY = "history"
"""The mandate of the accounts that import an office's history, and the prefix of their names."""
_MOVES_MONEY = ("pays", "accounts", "finance", "host", "city_government")
_SIGNS = (".cosigns", ".approves")

DEPARTMENTS = {
    "industry_federation": ("Federation of Industry and Commerce", "市工商联"),
    "overseas_federation": ("Overseas Chinese Federation", "市侨联"),
}
_OFFICE = {
    "intake": ("Talent office, intake", "人才办·受理"),
    "verifies": ("Talent office, verifier", "人才办·初核"),
    "verifies.second": ("Talent office, second verifier", "人才办·复核"),
    "reviews": ("Talent office, reviewer", "人才办·评审"),
    "scores": ("Talent office, assessor", "人才办·评分"),
    "grades.proposes": ("Talent office, proposes grades", "人才办·拟定等次"),
    "grades.publishes": ("Talent office, publishes grades", "人才办·公布等次"),
    "policy.proposes": ("Talent office, policy", "人才办·政策经办"),
    "policy.records": ("Talent office, policy, second", "人才办·政策复核"),
    "accounts.enters": ("Talent office, accounts", "人才办·账户登记"),
    "accounts.approves": ("Talent office, accounts, second", "人才办·账户复核"),
    "pays.seals": ("Talent office, seals batches", "人才办·封存批次"),
    "pays.approves": ("Talent office, approves payment", "人才办·拨付审批"),
    "pays.releases": ("Talent office, orders payment", "人才办·下达拨付"),
}
_OTHERS = (
    Person(
        "leading_group",
        "Leading group, secretary",
        "领导小组·秘书",
        "leading_group",
        ("leading_group",),
    ),
    Person(
        "leading_group.approves",
        "Leading group, approves large payments",
        "领导小组·大额审批",
        "leading_group",
        ("leading_group",),
    ),
    Person(
        "city_government",
        "City government, approver",
        "市政府·审批",
        "city_government",
        ("city_government",),
    ),
    Person("finance", "Finance, payments", "财政·支付", "finance", ("finance",)),
    Person("auditor", "Auditor", "审计", "audit_office", ("auditor",)),
    Person("ops", "Operations", "运维", "operations", ("ops",)),
    Person("importer", "Importer of year books", "年册导入", "operations", ("replay",)),
    Person("host", "Chamber of commerce, applicant", "商会·申请单位", "host/applicant", ("host",)),
)


def people() -> list[Person]:
    """Return the built-in people, in the order in which a demo prints them."""
    office = [
        Person(part, name, name_zh, "talent_office", ("talent_office",))
        for part, (name, name_zh) in _OFFICE.items()
    ]
    departments = [
        Person(
            f"{org}.{act}", f"{name}, {act}", f"{name_zh}·{act_zh}", org, ("guiding_department",)
        )
        for org, (name, name_zh) in DEPARTMENTS.items()
        for act, act_zh in (("enters", "经办"), ("reviews", "评审"), ("cosigns", "会签"))
    ]
    return [*office, *departments, *_OTHERS]


def station_people(station_code: str) -> list[Person]:
    """Return head and liaison officer of a station."""
    org = f"station/{station_code}"
    return [
        Person(
            f"{station_code}.head",
            f"{station_code}, head",
            f"{station_code}·站长",
            org,
            ("station_head",),
        ),
        Person(
            f"{station_code}.liaison",
            f"{station_code}, liaison officer",
            f"{station_code}·联络员",
            org,
            ("liaison_officer",),
        ),
    ]


def history_people() -> list[Person]:
    """Return the people who act for an import of history: the built-in ones, without money roles.

    They enter what others did long ago, under names that say so; their keys end with the history.
    """
    return [
        replace(
            person,
            part=f"{HISTORY}.{person.part}",
            name=f"History: {person.name}",
            name_zh=f"历史·{person.name_zh}",
            mandates=(HISTORY,),
        )
        for person in people()
        if person.part.split(".")[0] not in _MOVES_MONEY and not person.part.endswith(_SIGNS)
    ]


def seed(database: Database, mode: str, cast: list[Person], *, passwords: bool) -> list[Issued]:
    """Create the built-in accounts; on a live instance only those for the import of history.

    Raises:
        ValueError: on a live instance, whose people are entered by people.
    """
    live = mode == "live"
    with database.writing() as session:
        stamp = read(session)
        if live and not (stamp and stamp.brings_history and _are_of_history(cast)):
            raise ValueError("A live instance has no cast: its people are entered by people.")
        cheap = live or not passwords
        issued = [add_person(session, person, live=live, cheap=cheap) for person in cast]
        if live:
            _keep_from_money(session, issued)
        return issued


def _keep_from_money(session: Session, issued: list[Issued]) -> None:
    """Restrict the keys of an import: they may enter what happened, but not move money.

    Registering a bank account is such an act: none should remain for the time after the history.
    """
    now = datetime.now(UTC)
    session.execute(
        insert(key_terms),
        [
            {
                "key_id": each.key.split("_", 3)[2],
                "org": each.person.org,
                "label": HISTORY,
                "scopes": json.dumps(("read", "write")),
                "asked_at": now,
                "expires_at": now + timedelta(days=LONGEST_DAYS),
                "approved_by": each.person_ref,
            }
            for each in issued
        ],
    )


def _are_of_history(cast: list[Person]) -> bool:
    return all(HISTORY in person.mandates for person in cast)
