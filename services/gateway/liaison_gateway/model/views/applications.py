"""List what can be read of applications, their review, and the leading group's meetings."""

from __future__ import annotations

from liaison_contracts import registry
from liaison_gateway.access.rights import OWN, SEES_ALL
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
        (*SEES_ALL, *OWN, "city_government", "sector_department", "host", "reviewer"),
        ("state",),
    ),
    View(
        "review-rounds",
        "review_round",
        "Rounds of review",
        "资格评审批次",
        (registry.ReviewRoundOpened, registry.ReviewRoundClosed),
        (*SEES_ALL, "guiding_department", "reviewer"),
        ("state",),
        narrowed=False,
    ),
    View(
        "reviewers",
        "reviewer",
        "Reviewers, by side",
        "评审人员",
        (registry.ReviewerRegistered,),
        (*SEES_ALL, "guiding_department"),
        ("state",),
    ),
    View(
        "meetings",
        "meeting",
        "Meetings of the leading group",
        "领导小组会议",
        (registry.AgendaSet, registry.MinutesRecorded),
        SEES_ALL,
        ("state",),
        narrowed=False,
    ),
)
