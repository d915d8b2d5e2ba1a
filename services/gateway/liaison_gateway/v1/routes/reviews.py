"""Place the registry's commands about joint reviews and meetings in `/v1` (Article 7)."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.v1.routes.route import Route

ONE = "/applications/<application_code>"

ROUTES = (
    Route("/review-rounds", registry.OpenReviewRound, status=201),
    Route("/review-rounds/<round_code>/closings", registry.CloseReviewRound),
    Route(f"{ONE}/urgent-needs", registry.DeclareUrgentNeed),
    Route("/reviewers", registry.RegisterReviewer),
    Route("/reviewers/conflict-checks", registry.FindConflicts),
    Route(f"{ONE}/panels", registry.AppointPanel),
    Route(f"{ONE}/panel", registry.GetPanel, method="GET"),
    Route(f"{ONE}/conflicts", registry.DeclareConflict),
    Route(f"{ONE}/site-visits", registry.RecordSiteVisit),
    Route(f"{ONE}/reviews", registry.SubmitReview),
    Route(f"{ONE}/opinions", registry.GetOpinions, method="GET"),
    Route(f"{ONE}/review-closings", registry.CloseReview),
    Route("/meetings", registry.SetAgenda, status=201),
    Route("/meetings/<meeting_code>/agenda", registry.GetAgenda, method="GET"),
    Route("/meetings/<meeting_code>/minutes", registry.RecordMinutes),
)
