"""Define the lists of applications, their reviews, and the leading group's meetings."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.model.views.view import View

APPLICATION_VIEWS = (
    View(
        "applications",
        "application",
        "Applications for a station",
        "设站申请",
        (
            registry.ApplicationDraftSaved,
            registry.ApplicationSubmitted,
            registry.UrgentNeedDeclared,
            registry.PanelAppointed,
        ),
        ("state",),
    ),
    View(
        "review-rounds",
        "review_round",
        "Rounds of review",
        "资格评审批次",
        (registry.ReviewRoundOpened, registry.ReviewRoundClosed),
        ("state",),
    ),
    View(
        "reviewers",
        "reviewer",
        "Reviewers, by side",
        "评审人员",
        (registry.ReviewerRegistered,),
        ("state",),
    ),
    View(
        "meetings",
        "meeting",
        "Meetings of the leading group",
        "领导小组会议",
        (registry.AgendaSet, registry.MinutesRecorded),
        ("state",),
    ),
)
