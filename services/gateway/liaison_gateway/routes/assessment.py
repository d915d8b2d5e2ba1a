"""Place assessment's commands in `/v1`: what stations did, and their grades."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/duty-records",
        assessment.RecordDuties,
        "Record what stations did, 500 at most",
        "登记履职记录",
    ),
    Route(
        "/duty-records/reviews",
        assessment.ReviewDuties,
        "Verify or return duty records",
        "核实或退回履职记录",
    ),
    Route(
        "/assessments",
        assessment.OpenAssessment,
        "Open the yearly assessment",
        "启动年度考核",
        status=201,
    ),
    Route(
        "/assessments/<int:year>/scores",
        assessment.SubmitScores,
        "Score materials for one side",
        "提交考核评分",
    ),
    Route(
        "/assessments/<int:year>/proposals",
        assessment.ProposeGrades,
        "Work out the grades that the scores come to",
        "形成等次建议",
    ),
    Route(
        "/assessments/<int:year>/publications",
        assessment.PublishGrades,
        "Publish the proposed grades",
        "公布考核等次",
    ),
    Route(
        "/findings",
        assessment.OpenFinding,
        "State a suspicion of falsification",
        "立项核查弄虚作假",
        status=201,
    ),
    Route(
        "/findings/<finding_code>/confirmations",
        assessment.ConfirmFinding,
        "Confirm falsification",
        "认定弄虚作假",
    ),
    Route(
        "/findings/<finding_code>/dismissals",
        assessment.DismissFinding,
        "Drop a suspicion",
        "排除弄虚作假",
    ),
    Route(
        "/findings/<finding_code>/statements",
        assessment.RecordFindingStatement,
        "Record what a station says to a finding",
        "登记工作站陈述",
    ),
    Route(
        "/findings/<finding_code>/referrals",
        assessment.RecordReferral,
        "Record that a finding was handed to an authority",
        "登记移送情况",
    ),
    Route(
        "/findings/<finding_code>/exports",
        assessment.ExportFinding,
        "Hand out a finding with its evidence; the export is logged",
        "导出核查材料（留痕）",
    ),
)
