"""Place assessment's commands in `/v1`: what stations did, and their grades."""

from __future__ import annotations

from liaison_contracts import assessment
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/duty-records", assessment.RecordDuties),
    Route("/duty-records/reviews", assessment.ReviewDuties),
    Route("/assessments", assessment.OpenAssessment, status=201),
    Route("/assessments/<int:year>/scores", assessment.SubmitScores),
    Route("/assessments/<int:year>/proposals", assessment.ProposeGrades),
    Route("/assessments/<int:year>/publications", assessment.PublishGrades),
    Route("/findings", assessment.OpenFinding, status=201),
    Route("/findings/<finding_code>/confirmations", assessment.ConfirmFinding),
    Route("/findings/<finding_code>/dismissals", assessment.DismissFinding),
    Route("/findings/<finding_code>/defences", assessment.RecordFindingDefence),
    Route("/findings/<finding_code>/referrals", assessment.RecordReferral),
    Route("/findings/<finding_code>/exports", assessment.ExportFinding),
)
