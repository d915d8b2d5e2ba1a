"""Place the commands that move money in `/v1`: accounts, batches, payments."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/stations/<station_code>/payee-accounts", incentives.RegisterPayeeAccount, status=201),
    Route("/payee-accounts/<payee_ref>/approvals", incentives.ApprovePayeeAccount),
    Route("/second-factors", incentives.EnrolSecondFactor, status=201),
    Route("/batches", incentives.SealBatch, status=201),
    Route("/batches/<batch_code>/approvals", incentives.ApproveBatch),
    Route("/batches/<batch_code>/breakings", incentives.BreakBatch),
    Route("/batches/<batch_code>/cosignatures", incentives.CosignBatch),
    Route("/batches/<batch_code>/releases", incentives.ReleaseBatch),
    Route("/payouts/<payout_id>/settlements", incentives.RecordSettlement),
    Route("/payouts/<payout_id>/failures", incentives.RecordFailure),
    Route("/payouts/<payout_id>/reissues", incentives.ReissuePayout),
)
