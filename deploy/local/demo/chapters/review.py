"""Show how both sides review an application: the round, the panel, the opinions (Article 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from deploy.local.demo.walk import Line, Step

REVIEWERS = {"office_reviewer": "reviews", "department_reviewer": "industry_federation.reviews"}
"""The reviewers in the demo, and their role names."""


def _review(part: str, side: str, opinion: str) -> Step:
    return Step(
        f"review by {side}",
        date(2018, 3, 20),
        part,
        "/v1/applications/{application_code}/reviews",
        {
            "side": side,
            "outcome": "passed",
            "opinion": opinion,
            "has_conflict": False,
            "reviewed_on": "{day}",
        },
        (
            Line(
                "{zh} 提交评审意见，申请 {application_code} 在评审中（第七条）",
                "{en}: gives an opinion on {application_code} (Art. 7)",
            ),
        ),
    )


def _reviewer(side: str, ref: str, organisation: str) -> Step:
    found: dict[str, Any] = {
        "person_ref": f"{{{ref}}}",
        "side": side,
        "organisation": organisation,
        "registered_on": "{day}",
    }
    if side == "guiding_department":
        found["guiding_department"] = "industry_federation"
    return Step(f"reviewer of {side}", date(2018, 3, 19), "intake", "/v1/reviewers", found)


STEPS = (
    _reviewer("talent_office", "office_reviewer", "泸州市人才办（演示）"),
    _reviewer("guiding_department", "department_reviewer", "泸州市工商联（演示）"),
    Step(
        "round",
        date(2018, 3, 19),
        "intake",
        "/v1/review-rounds",
        {"opened_on": "{day}", "document_no": "泸人才办〔2018〕5号（演示）"},
        (
            Line(
                "资格评审批次 {round_code} 启动（第七条）",
                "Round of review {round_code} is opened (Art. 7)",
                type="review_round.opened.v1",
            ),
        ),
    ),
    Step(
        "panel",
        date(2018, 3, 19),
        "intake",
        "/v1/applications/{application_code}/panels",
        {
            "members": ["{office_reviewer}", "{department_reviewer}"],
            "appointed_on": "{day}",
        },
        (
            Line(
                "{application_code} 的评审组由双方组成，无人需回避（第七条）",
                "The panel of {application_code} is of both sides; nobody has to step back "
                "(Art. 7)",
                type="panel.appointed.v1",
            ),
        ),
    ),
    _review("reviews", "talent_office", "条件成熟，建议设站"),
    _review("industry_federation.reviews", "guiding_department", "商会运作规范，同意"),
)
