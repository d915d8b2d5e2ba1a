"""Show the application for a station (Articles 4 to 9); people and documents are made up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from deploy.local.demo import money_lines
from deploy.local.demo.chapters import review
from deploy.local.demo.walk import Act, Chapter, Line, Step, Walk
from liaison_contracts.dictionary import word

INSPECTED_ON = date(2018, 3, 5)
PAPERS = (
    "application_form",
    "legal_person_certificate",
    "success_case",
    "means_proof",
    "reputation_proof",
    "location_proof",
    "office_proof",
    "staff_proof",
    "equipment_proof",
    "internet_proof",
    "local_resources_proof",
)
APPLICATION = {
    "host_name": "福州泸州商会",
    "host_kind": "chamber_abroad",
    "credit_code": "51510500MJX0001017",
    "city_code": "350100",
    "guiding_department": "industry_federation",
    "channel": "guiding_department",
    "head": {
        "name": "陈示例",
        "document_type": "other",
        "document_number": "DEMO-0001",
    },
    "head_is_legal_representative": True,
    "liaison_officers": [
        {
            "name": "林示例",
            "document_type": "other",
            "document_number": "DEMO-0002",
            "appointed_on": "2016-01-01",
        }
    ],
    "full_time_staff": 2,
    "premises": "福州市鼓楼区，120 平方米",
    "online_channels": "商会网站、公众号",
    "local_resources": "与三所在榕高校常年联系",
    "event_capacity": "每年承办两场交流活动",
    "submitted_on": "{day}",
}
CONDITIONS = {
    "5(1)": "福州属人才密集城市",
    "5(4)": "公众号订阅三千余人",
    "5(5)": "熟悉在榕泸籍高层次人才",
    "5(6)": "去年承办两场人才交流活动",
}
"""People's answers for checks that require proof."""


def _content(kind: str) -> bytes:
    """Return the smallest file that is a PDF by its content."""
    return f"%PDF-1.4\n% {kind}, made up\n%%EOF\n".encode()


def _paper(kind: str) -> dict[str, str]:
    found = {
        "kind": kind,
        "sha256": hashlib.sha256(_content(kind)).hexdigest(),
        "media_type": "application/pdf",
    }
    if kind == "legal_person_certificate":
        seen = {"original_inspected_by": "O-1", "original_inspected_on": INSPECTED_ON.isoformat()}
        found |= seen
    return found


def _station(code: str, name: str, city: str, number: int, credit_code: str) -> dict[str, str]:
    return {
        "station_code": code,
        "host_name": name,
        "host_kind": "chamber_abroad",
        "credit_code": credit_code,
        "city_code": city,
        "guiding_department": "industry_federation",
        "head_ref": f"H-{number}",
        "liaison_ref": f"L-{number}",
        "plaque_granted_on": "2018-01-15",
        "plaque_no": f"泸驻才〔2018〕{number}号（演示）",
        "approval_no": f"泸府函〔2018〕{number}号（演示）",
    }


NEIGHBOURS = (
    _station("LZ-101", "北京泸州商会", "110100", 101, "51510500MJX0002020"),
    _station("LZ-102", "上海泸州商会", "310100", 102, "51510500MJX000303Q"),
)


def conditions(facts: Mapping[str, Any]) -> Iterable[str]:
    """Return one line for each of the six conditions, with its result."""
    for found in facts["conditions"]:
        outcome = f"{word(found['outcome'], 'zh')} {word(found['outcome'], 'en')}"
        yield f"Art. {found['condition']}  {outcome}  {found['reason']}"


def upload_papers(walk: Walk) -> None:
    """Upload the documents of the application, and find its reviewers."""
    for kind in PAPERS:
        walk.client.upload("host", _content(kind))
    for side, part in review.REVIEWERS.items():
        walk.known[side] = walk.instance.ref_of_part(part)


def let_station_people_in(walk: Walk) -> None:
    """Create accounts for the head and the liaison officer of the new station."""
    walk.instance.add_station_people(walk.known["station_code"])


def _stage(zh: str, en: str) -> tuple[Line, ...]:
    return (Line(zh, en, type="application.stage_decided.v1"),)


CHAPTER = Chapter(
    "设站",
    "A station comes to be",
    (
        Step(
            "neighbours",
            date(2018, 3, 1),
            "intake",
            "/v1/stations/imports",
            {"stations": NEIGHBOURS},
            (
                Line(
                    "已有工作站 {station_code} {host_name} 沿用（{plaque_no}）",
                    "Station {station_code}, there already, is taken over ({plaque_no})",
                    type="plaque.granted.v1",
                ),
            ),
        ),
        Act("papers", upload_papers),
        Step(
            "apply",
            date(2018, 3, 1),
            "host",
            "/v1/applications",
            {**APPLICATION, "documents": [_paper(kind) for kind in PAPERS]},
            (
                Line("", "", keep=("application_code",)),
                Line(
                    "{zh} 申请设站 {application_code}，城市 {city_code}（第四、六条）",
                    "{en}: applies for a station in {city_code}: {application_code} (Arts. 4, 6)",
                    type="application.submitted.v1",
                ),
            ),
        ),
        Step(
            "forward",
            date(2018, 3, 5),
            "industry_federation.enters",
            "/v1/applications/{application_code}/forwardings",
            {"opinion": "同意推荐", "forwarded_on": "{day}"},
            (
                Line(
                    "{zh} 转报 {application_code}：{stage:application_state}（第四条）",
                    "{en}: passes {application_code} on: {stage:application_state} (Art. 4)",
                ),
            ),
        ),
        Step(
            "check",
            date(2018, 3, 12),
            "intake",
            "/v1/applications/{application_code}/eligibility-checks",
            {
                "checked_on": "{day}",
                "answers": [
                    {"condition": number, "outcome": "met", "reason": reason}
                    for number, reason in CONDITIONS.items()
                ],
            },
            (
                Line(
                    "{zh} 审查材料与六项条件：{outcome:stage_outcome}（第五、六条）",
                    "{en}: checks the papers and six conditions: {outcome:stage_outcome} "
                    "(Arts. 5, 6)",
                    under=conditions,
                ),
            ),
        ),
        *review.STEPS,
        Step(
            "close review",
            date(2018, 3, 21),
            "intake",
            "/v1/applications/{application_code}/review-closings",
            {"closed_on": "{day}"},
            _stage(
                "资格评审结束：{by_side:review_outcome}，结果：{outcome:stage_outcome}（第七条）",
                "The qualification review ends: {by_side:review_outcome}; its outcome: "
                "{outcome:stage_outcome} (Art. 7)",
            ),
        ),
        Step(
            "leading group",
            date(2018, 4, 2),
            "leading_group",
            "/v1/applications/{application_code}/leading-group-decisions",
            {
                "outcome": "passed",
                "document_no": "泸人领〔2018〕3号（演示）",
                "decided_on": "{day}",
                "opinion": "同意",
            },
            _stage(
                "{stage}：{outcome:stage_outcome}，{document_no}（第七条）",
                "The leading group deliberates: {outcome:stage_outcome}, {document_no} (Art. 7)",
            ),
        ),
        Step(
            "plaque",
            date(2018, 4, 10),
            "city_government",
            "/v1/applications/{application_code}/government-approvals",
            {
                "approval_no": "泸府函〔2018〕19号（演示）",
                "plaque_no": "泸驻才〔2018〕9号（演示）",
                "plaque_granted_on": "{day}",
            },
            (
                Line(
                    "{zh}：市政府批准（{approval_no}），{host_name}获授牌 {plaque_no}，"
                    "编号 {station_code}（第七、九条）",
                    "The government approves; {host_name} gets plaque {plaque_no} and is "
                    "{station_code} (Arts. 7, 9)",
                    type="plaque.granted.v1",
                    keep=("station_code", "host_name"),
                ),
            ),
        ),
        Act("people of the station", let_station_people_in),
        Step(
            "close of the plaque's day",
            date(2018, 4, 10),
            "ops",
            "/v1/instance/closings",
            {"on": "{day}"},
            (money_lines.GRANTED,),
        ),
    ),
)
