"""Place the registry's commands about applications in `/v1`: from the draft to the plaque."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.v1.routes.route import Route

ONE = "/applications/<application_code>"

ROUTES = (
    Route("/application-drafts", registry.SaveDraft),
    Route(f"{ONE}/submissions", registry.SubmitDraft),
    Route("/applications", registry.SubmitApplication, status=201),
    Route(f"{ONE}/nominations", registry.NominateHost),
    Route(f"{ONE}/department-assignments", registry.AssignGuidingDepartment),
    Route(f"{ONE}/forwardings", registry.ForwardApplication),
    Route(f"{ONE}/returns", registry.ReturnApplication),
    Route(f"{ONE}/amendments", registry.AmendApplication),
    Route(f"{ONE}/file", registry.ShowApplication, method="GET"),
    Route(
        f"{ONE}/revisions/<int:earlier>/differences/<int:later>",
        registry.CompareRevisions,
        method="GET",
    ),
    Route(f"{ONE}/eligibility-checks", registry.CheckEligibility),
    Route(f"{ONE}/waivers", registry.RecordWaiver),
    Route(f"{ONE}/leading-group-decisions", registry.RecordLeadingGroupDecision),
    Route(f"{ONE}/government-approvals", registry.RecordGovernmentApproval),
)
