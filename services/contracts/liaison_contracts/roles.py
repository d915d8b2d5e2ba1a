"""Define the roles of people, and the groups of roles that have rights.

Commands name their senders by these groups, and the gateway's rights table uses the same ones.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from liaison_contracts.vocabulary.word_lists import Words

Role = Annotated[
    Literal[
        "talent_office",
        "leading_group",
        "city_government",
        "guiding_department",
        "sector_department",
        "host",
        "station_head",
        "liaison_officer",
        "reviewer",
        "finance",
        "finance_prepare",
        "finance_approve",
        "ops",
        "auditor",
        "replay",
    ],
    Words(
        "role",
        ("talent_office", "市人才办", "talent office"),
        ("leading_group", "市人才工作领导小组", "leading group"),
        ("city_government", "市人民政府", "city government"),
        ("guiding_department", "管理或指导部门", "guiding department"),
        ("sector_department", "行业主管部门", "sector department"),
        ("host", "申请单位", "host"),
        ("station_head", "站长", "station head"),
        ("liaison_officer", "联络员", "liaison officer"),
        ("reviewer", "评审人员", "reviewer"),
        ("finance", "财政系统", "finance system"),
        ("finance_prepare", "财政经办人", "finance officer who prepares"),
        ("finance_approve", "财政审核人", "finance officer who approves"),
        ("ops", "运维人员", "operations"),
        ("auditor", "审计人员", "auditor"),
        ("replay", "历史导入", "import of the past"),
    ),
]
"""The roles of a person; an account may have several."""

Roles = tuple[Role, ...]

TALENT_OFFICE: Roles = ("talent_office",)
LEADING_GROUP: Roles = ("leading_group",)
GUIDING_DEPARTMENT: Roles = ("guiding_department",)
SECTOR_DEPARTMENT: Roles = ("sector_department",)
CITY_GOVERNMENT: Roles = ("city_government",)
AUDITOR: Roles = ("auditor",)
FINANCE: Roles = ("finance",)
FINANCE_READERS: Roles = ("finance", "finance_prepare")
"""Finance's own system and the officer who prepares its files."""

STATION: Roles = ("station_head", "liaison_officer")
"""The people of a station (Article 9)."""

STATION_SIDE: Roles = (*STATION, *GUIDING_DEPARTMENT)
"""A station and the department that guides it."""

APPLICANTS: Roles = ("host", "guiding_department", "sector_department")
"""Who may bring an application (Article 4)."""

BOTH_SIDES: Roles = ("talent_office", "guiding_department")
"""The two sides that review and assess together (Articles 7 and 12)."""

REVIEWERS: Roles = (*BOTH_SIDES, "reviewer")
"""Both sides and the members of their panels (Article 7)."""

DECIDERS: Roles = ("talent_office", "leading_group")
"""Those who record what the leading group decides (Articles 7, 10, 12 and 13)."""

OPS: Roles = ("ops",)
REPLAY: Roles = ("replay",)
REVIEWER: Roles = ("reviewer",)

OFFICES: Roles = (*DECIDERS, *AUDITOR, *OPS)
"""Those who read what belongs to anybody: the offices that decide, auditors and operations."""

CITY_READERS: Roles = (*OFFICES, *CITY_GOVERNMENT, *FINANCE_READERS, *REPLAY)
"""Those who read the whole city's lists."""

PAYMENT_READERS: Roles = (*OFFICES, *FINANCE_READERS, *REPLAY)
"""Those who read every payment (Articles 13 and 14)."""

HISTORY_READERS: Roles = (*OFFICES, *REPLAY)
"""Those who read the whole history of a station."""

READERS: Roles = (*CITY_READERS, *STATION_SIDE)
"""Those who read lists, whether all rows or their own."""

OUTSIDE_SYSTEMS: Roles = (*SECTOR_DEPARTMENT, *CITY_GOVERNMENT, "host", *REVIEWER)
"""Those who send commands and connect no system of their own."""

DEVELOPERS: Roles = (*OFFICES, *STATION_SIDE, *OUTSIDE_SYSTEMS, *FINANCE_READERS)
"""Those who read the developer portal."""

SYSTEM_OWNERS: Roles = (*DECIDERS, *OPS, *STATION_SIDE, *FINANCE)
"""Those who connect systems of their own. An auditor reads everything and changes nothing."""

KEY_HOLDERS: Roles = (*SYSTEM_OWNERS, *OUTSIDE_SYSTEMS)
"""Those who may ask for a key: without one a live instance takes no command of theirs."""

ACCOUNT_READERS: Roles = (*TALENT_OFFICE, *AUDITOR, *OPS)
"""Those who read accounts, and the keys of every organisation."""

DAY_KEEPERS: Roles = (*OPS, *REPLAY)
"""Those who move and close the days of an instance that is not live."""

PARKED_READERS: Roles = (*OPS, *AUDITOR)
"""Those who read the events that a service could not handle."""

FINANCE_ANSWER_READERS: Roles = (*FINANCE_READERS, *OPS, *AUDITOR)
"""Those who read which answers of finance were not taken."""

FILE_READERS: Roles = (*DECIDERS, *CITY_GOVERNMENT, *AUDITOR)
"""Those who open every uploaded file."""

UPLOADERS: Roles = (
    *DECIDERS,
    *CITY_GOVERNMENT,
    *STATION_SIDE,
    *SECTOR_DEPARTMENT,
    "host",
    *REVIEWER,
    *FINANCE_READERS,
)
"""Those who upload the files that their commands name."""

EVERYBODY: Roles = get_args(get_args(Role)[0])
"""Everybody who has an account."""
