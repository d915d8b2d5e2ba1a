"""Record that the leading group exempts a host from being a legal person (A35)."""

from __future__ import annotations

from typing import Final

from liaison_contracts.reasons import reason
from liaison_contracts.registry import ApplicationAnswer, RecordWaiver, WaiverRecorded
from liaison_registry.context import Work
from liaison_registry.policy.approvals import RANK
from liaison_registry.tables import WaiverRow
from liaison_registry.usecases.applications import answer, take_act
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_application

CONDITION: Final = "5(2)"


def record(work: Work, body: RecordWaiver) -> ApplicationAnswer:
    """Record a waiver with its reason and document; an edit of the host invalidates it.

    Raises:
        Refused: for a host that needs none, after completeness was found, or for a person who took
            another step on this case.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.decided_on)
    require_order(work, "decided_on", body.decided_on, application)
    code, reasons = application.application_code, []
    if application.is_independent_legal_person:
        reasons.append(reason("states_legal_person", CONDITION, application_code=code))
    if RANK.get(application.stage, len(RANK)) > RANK["forwarded"]:
        state = application.stage
        reasons.append(reason("waiver_too_late", CONDITION, application_code=code, state=state))
    refuse("waiver_not_possible", reasons=reasons)
    take_act(work, application, "deliberation")
    row = next(iter(application.waivers), None)
    if row is None:
        row = WaiverRow(article=CONDITION)
        application.waivers.append(row)
    row.document_no, row.reason, row.decided_on = body.document_no, body.reason, body.decided_on
    approval_bindings.bind(work, application, "waiver", body.decided_on, CONDITION)
    application.last_step_on = body.decided_on
    event = WaiverRecorded(
        application_code=code,
        condition=CONDITION,
        document_no=body.document_no,
        reason=body.reason,
        decided_on=body.decided_on,
    )
    work.record(event, effective_on=body.decided_on)
    return answer(application)
