"""Define the lists of Bole awards and case-by-case decisions (Articles 13(2) and 14(2))."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.model.views.view import View

INDIVIDUAL_DECISION_VIEWS = (
    View(
        "case-by-case-decisions",
        "case_by_case_decision",
        "What was decided for one case alone",
        "一事一议决定",
        (incentives.CaseByCaseDecided,),
        ("station_code", "year"),
    ),
    View(
        "bole-calls",
        "bole_call",
        "Calls for nominations for the Bole award",
        "引才伯乐奖申报启动",
        (incentives.BoleCallOpened,),
        filters=("year", "state"),
    ),
    View(
        "bole-nominations",
        "bole_nomination",
        "Stations nominated for the Bole award, with their figures",
        "引才伯乐奖参评名单",
        (incentives.BoleNominated,),
    ),
    View(
        "bole-decisions",
        "bole_decision",
        "Decided Bole awards, by document",
        "引才伯乐奖决定",
        (incentives.BoleDecided,),
    ),
)
