"""Show how a recruited talent earns an award (Article 14(1)); the person is made up."""

from __future__ import annotations

from datetime import date

from deploy.local.demo import money_lines
from deploy.local.demo.walk import Chapter, Line, Step

REPORTED, FIRST, SECOND = date(2019, 3, 5), date(2019, 3, 7), date(2019, 3, 8)


def _verify(name: str, on: date, part: str, **more: object) -> Step:
    path = "/v1/recruitments/{recruitment_code}/verifications"
    return Step(name, on, part, path, {"verified_on": "{day}"}, **more)  # type: ignore[arg-type]


CHAPTER = Chapter(
    "引才激励",
    "A talent comes to the city",
    (
        Step(
            "recruitment",
            REPORTED,
            "{station_code}.liaison",
            "/v1/stations/{station_code}/recruitments",
            {
                "talent": {
                    "name": "周示例",
                    "document_type": "other",
                    "document_number": "DEMO-0003",
                },
                "level": "full_time_doctorate",
                "basis": "service_contract",
                "contract_months": 72,
                "signed_on": "2019-02-18",
                "claimed_on": "{day}",
            },
            (
                Line(
                    "{zh} 申报引才 {recruitment_code}：{level}，{basis} {contract_months} 个月，"
                    "{signed_on} 签订（第十四条第一款）",
                    "{en}: claims {recruitment_code}: {level}, {basis} of {contract_months} "
                    "months, signed on {signed_on} (Art. 14(1))",
                    type="recruitment.reported.v1",
                    keep=("recruitment_code",),
                ),
            ),
        ),
        _verify(
            "first verification",
            FIRST,
            "verifies",
            lines=(
                Line(
                    "{zh} 初核 {recruitment_code}，尚需第二人",
                    "{en}: verifies {recruitment_code}; a second person is needed",
                    type="recruitment.first_verified.v1",
                ),
            ),
        ),
        _verify("the same officer again", FIRST, "verifies", refused="same_person"),
        _verify(
            "second verification",
            SECOND,
            "verifies.second",
            lines=(
                Line(
                    "{zh} 复核认定 {recruitment_code}",
                    "{en}: is the second person: {recruitment_code} is verified",
                    type="recruitment.verified.v1",
                ),
            ),
        ),
        Step(
            "close of the verification's day",
            SECOND,
            "ops",
            "/v1/instance/closings",
            {"on": "{day}"},
            (money_lines.GRANTED,),
        ),
    ),
)
