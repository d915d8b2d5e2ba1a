"""Place what surrounds the grades of a year in `/v1`: dossiers, calibration, ties, objections."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/assessments/<int:year>/self-assessments",
        assessment.SubmitSelfAssessment,
        "Hand in a station's own account of its year",
        "提交工作站自评",
    ),
    Route(
        "/assessments/<int:year>/dossiers/<station_code>",
        assessment.GetDossier,
        "Show the seven materials of a station's year",
        "查看七项考核资料",
        method="GET",
    ),
    Route(
        "/assessments/<int:year>/scores/<station_code>",
        assessment.GetScores,
        "Show a station's scores; the other side's once both are in",
        "查看评分（双方提交后互见）",
        method="GET",
    ),
    Route(
        "/assessments/<int:year>/calibration",
        assessment.GetCalibration,
        "Compare how widely and how strictly both sides score",
        "比较双方评分尺度",
        method="GET",
    ),
    Route(
        "/assessments/<int:year>/calibration/trials",
        assessment.TryScoreChange,
        "Try what one other mark would make of the ranking",
        "试算单项改分对排名的影响",
    ),
    Route(
        "/assessments/<int:year>/quota-lab",
        assessment.GetQuotaLab,
        "Lay a year out under every reading of quota and ties",
        "并列各种名额与并列规则的结果",
        method="GET",
    ),
    Route(
        "/assessments/<int:year>/tie-decisions",
        assessment.ResolveTie,
        "Decide a tie at the cut by the leading group's minutes",
        "登记领导小组对并列的决定",
    ),
    Route(
        "/assessments/<int:year>/objections",
        assessment.FileObjection,
        "Object to a grade",
        "对考核等次提出异议",
        status=201,
    ),
    Route(
        "/objections/<objection_code>/decisions",
        assessment.DecideObjection,
        "Uphold or dismiss an objection",
        "作出异议复核决定",
    ),
)
