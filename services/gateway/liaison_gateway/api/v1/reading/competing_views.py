"""List what can be read of the competition for the Bole award (Article 14(2))."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.api.v1.reading.view import View

COMPETING_VIEWS = (
    View(
        "bole-calls",
        "bole_call",
        "Calls for nominations for the Bole award",
        "引才伯乐奖申报启动",
        (incentives.BoleCallOpened,),
        filters=("year", "state"),
        narrowed=False,
    ),
    View(
        "bole-nominations",
        "bole_nomination",
        "Stations nominated for the Bole award, with their figures",
        "引才伯乐奖参评名单",
        (incentives.BoleNominated,),
    ),
)
