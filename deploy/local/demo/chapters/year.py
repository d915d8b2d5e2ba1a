"""Show a station's first year: its duties, its grade, its awards (Articles 11 to 13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from deploy.local.demo import money_lines
from deploy.local.demo.walk import Chapter, Line, Step
from liaison_contracts.dictionary import word

STATIONS = ("{station_code}", "LZ-101", "LZ-102")
POINTS = {"{station_code}": (93, 90, 88, 91, 95, 92, 85), "LZ-101": (82,) * 7, "LZ-102": (66,) * 7}
DUTIES_DONE = (
    ("D-1", "promotion_post", "2018-05-08"),
    ("D-2", "information_report", "2018-05-21"),
    ("D-3", "talent_exchange", "2018-06-14"),
    ("D-4", "delegation_visit", "2018-06-25"),
)
EXTENSION = {
    "edition": "luzhou_2017",
    "document_no": "虚构〔2018〕1号（演示用）",
    "decided_on": "{day}",
    "valid_until": "2020-12-31",
}
"""FICTITIOUS: no extension of the trial is known; the demo needs one to continue."""


def proposals(facts: Mapping[str, Any]) -> Iterable[str]:
    """Return one line per station: score and grade."""
    for found in facts["proposals"]:
        grade = f"{word(found['grade'], 'zh')} {word(found['grade'], 'en')}"
        yield f"{found['rank']}. {found['station_code']}  {found['score']}  {grade}"


def _scores(part: str, side: str, less: int) -> Step:
    stations = [
        {
            "station_code": code,
            "materials": [
                {"material": number, "score": str(points - less)}
                for number, points in enumerate(POINTS[code], start=1)
            ],
        }
        for code in STATIONS
    ]
    return Step(
        f"scores of {side}",
        date(2018, 12, 28),
        part,
        "/v1/assessments/2018/scores",
        {"side": side, "scores": stations, "submitted_on": "{day}"},
        (
            Line(
                "{zh} 按七项资料独立评分 {year} 年度（{side}，第十二条）",
                "{en}: scores the seven materials of {year} for the {side} (Art. 12)",
            ),
        ),
    )


def _extension(name: str, part: str, lines: tuple[Line, ...]) -> Step:
    on = date(2018, 12, 21)
    return Step(name, on, part, "/v1/policy/extensions", EXTENSION, lines)


def _opening(name: str, on: date, **more: Any) -> Step:
    body = {
        "year": 2018,
        "scheme_document_no": "泸人才办〔2018〕30号（演示）",
        "opened_on": "{day}",
    }
    return Step(name, on, "verifies", "/v1/assessments", body, **more)


DUTIES = Chapter(
    "履职",
    "What the station does",
    (
        Step(
            "duties",
            date(2018, 6, 29),
            "{station_code}.liaison",
            "/v1/duty-records",
            {
                "records": [
                    {
                        "record_code": code,
                        "station_code": "{station_code}",
                        "duty_type": kind,
                        "occurred_on": on,
                        "reported_on": "{day}" if kind == "delegation_visit" else on,
                        "evidence": f"sha256:{code.encode().hex():0<16}",
                    }
                    for code, kind, on in DUTIES_DONE
                ]
            },
            (
                Line(
                    "{zh} 报送 {occurred_on} {duty_type} {record_code}（第十一条）",
                    "{en}: records: {duty_type} on {occurred_on}, {record_code} (Art. 11)",
                    type="duty.recorded.v1",
                ),
            ),
        ),
        Step(
            "duties reviewed",
            date(2018, 7, 2),
            "verifies",
            "/v1/duty-records/reviews",
            {
                "reviews": [
                    {"record_code": code, "outcome": "verified"} for code, _, _ in DUTIES_DONE
                ],
                "reviewed_on": "{day}",
            },
            (
                Line(
                    "{zh} 核实 {record_code}：{outcome:duty_outcome}",
                    "{en}: looks at {record_code}: {outcome:duty_outcome}",
                    type="duty.reviewed.v1",
                ),
            ),
        ),
    ),
)

GRADES = Chapter(
    "考核",
    "The year is graded",
    (
        _opening("too late", date(2018, 12, 20), refused="assessment_refused"),
        _extension(
            "extension proposed",
            "policy.proposes",
            (
                Line(
                    "{zh} 拟登记试行期延长（虚构文件）：{state}（第十五条）",
                    "{en}: enters an extension of the trial (FICTITIOUS paper): {state} (Art. 15)",
                ),
            ),
        ),
        _extension(
            "extension recorded",
            "policy.records",
            (
                Line(
                    "{zh} 复核登记：试行延至 {valid_until}，{document_no}",
                    "{en}: records it as the second person: in force until {valid_until}",
                    type="policy.extended.v1",
                ),
            ),
        ),
        _opening(
            "opening",
            date(2018, 12, 24),
            lines=(
                Line(
                    "{zh} 启动 {year} 年度考核，方案 {scheme_document_no}（第十二条）",
                    "{en}: opens the assessment of {year} (Art. 12)",
                    type="assessment.opened.v1",
                ),
            ),
        ),
        _scores("scores", "talent_office", 0),
        _scores("industry_federation.enters", "guiding_department", 2),
        Step(
            "proposal",
            date(2018, 12, 31),
            "grades.proposes",
            "/v1/assessments/2018/proposals",
            {"proposed_on": "{day}"},
            (
                Line(
                    "{zh}：{graded} 个站参评，优秀名额 {quota} 个",
                    "{en}: {graded} stations are graded, {quota} may be excellent",
                    under=proposals,
                ),
            ),
        ),
        Step(
            "publication",
            date(2018, 12, 31),
            "grades.publishes",
            "/v1/assessments/2018/publications",
            {"document_no": "泸人才办〔2018〕33号（演示）", "published_on": "{day}"},
            (
                Line(
                    "{zh} 公布：{station_code} {year} 年度 {grade}（{score} 分，第十二条）",
                    "{en}: publishes: {station_code} is {grade} in {year}, {score} points",
                    type="grade.published.v1",
                    only=("station_code",),
                ),
            ),
        ),
    ),
)

GRANTS = Chapter(
    "保障经费",
    "What the station is due",
    (
        Step(
            "new year",
            date(2019, 1, 1),
            "ops",
            "/v1/instance/closings",
            {"on": "{day}"},
            (money_lines.GRANTED, money_lines.HELD),
        ),
        Step(
            "spending report",
            date(2019, 1, 15),
            "{station_code}.head",
            "/v1/stations/{station_code}/spending-reports",
            {"year": 2018, "spent": "21876.50", "submitted_on": "{day}"},
            (
                Line(
                    "{zh} 报送 {year} 年经费使用 {spent} 元（第十三条第三款）",
                    "{en}: reports what was spent in {year}: {spent} yuan (Art. 13(3))",
                    type="spending.submitted.v1",
                ),
            ),
        ),
        Step(
            "spending review",
            date(2019, 1, 22),
            "leading_group",
            "/v1/stations/{station_code}/spending-reports/2018/reviews",
            {
                "outcome": "accepted",
                "reviewed_on": "{day}",
                "document_no": "泸人领〔2019〕2号（演示）",
            },
            (
                Line(
                    "{zh} 审核 {year} 年经费使用：{outcome:spending_outcome}，{document_no}",
                    "{en}: looks at the spending of {year}: {outcome:spending_outcome}",
                    type="spending.reviewed.v1",
                ),
            ),
        ),
        Step(
            "close of the review's day",
            date(2019, 1, 22),
            "ops",
            "/v1/instance/closings",
            {"on": "{day}"},
            (money_lines.RELEASED,),
        ),
    ),
)
