"""Place what surrounds the grades of a year in `/v1`: dossiers, calibration, ties, objections."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/assessments/<int:year>/self-assessments", assessment.SubmitSelfAssessment),
    Route("/assessments/<int:year>/dossiers/<station_code>", assessment.GetDossier, method="GET"),
    Route("/assessments/<int:year>/scores/<station_code>", assessment.GetScores, method="GET"),
    Route("/assessments/<int:year>/calibration", assessment.GetCalibration, method="GET"),
    Route("/assessments/<int:year>/calibration/trials", assessment.TryScoreChange),
    Route("/assessments/<int:year>/quota-lab", assessment.GetQuotaLab, method="GET"),
    Route("/assessments/<int:year>/tie-decisions", assessment.ResolveTie),
    Route("/assessments/<int:year>/objections", assessment.FileObjection, status=201),
    Route("/objections/<objection_code>/decisions", assessment.DecideObjection),
)
