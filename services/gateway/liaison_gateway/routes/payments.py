"""Place the commands that move money in `/v1`: accounts, batches, payments."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/stations/<station_code>/payee-accounts",
        incentives.RegisterPayeeAccount,
        "Register the account a station is paid on",
        "登记收款账户",
        status=201,
    ),
    Route(
        "/payee-accounts/<payee_ref>/approvals",
        incentives.ApprovePayeeAccount,
        "Approve a payee account as a second person",
        "复核收款账户",
    ),
    Route(
        "/second-factors",
        incentives.EnrolSecondFactor,
        "Get a second factor for approving and releasing money",
        "绑定动态口令",
        status=201,
    ),
    Route(
        "/batches",
        incentives.SealBatch,
        "Seal a batch of payable awards",
        "封存拨付批次",
        status=201,
    ),
    Route(
        "/batches/<batch_code>/approvals",
        incentives.ApproveBatch,
        "Approve a sealed batch",
        "审批拨付批次",
    ),
    Route(
        "/batches/<batch_code>/breakings",
        incentives.BreakBatch,
        "Give a sealed batch up before its release",
        "撤销未下达的拨付批次",
    ),
    Route(
        "/batches/<batch_code>/cosignatures",
        incentives.CosignBatch,
        "Co-sign a batch for a guiding department",
        "会签拨付批次",
    ),
    Route(
        "/batches/<batch_code>/releases",
        incentives.ReleaseBatch,
        "Order the payment of a batch",
        "下达拨付指令",
    ),
    Route(
        "/payouts/<payout_id>/settlements",
        incentives.RecordSettlement,
        "Record that finance paid",
        "登记支付完成",
    ),
    Route(
        "/payouts/<payout_id>/failures",
        incentives.RecordFailure,
        "Record that finance could not pay",
        "登记支付失败",
    ),
    Route(
        "/payouts/<payout_id>/reissues",
        incentives.ReissuePayout,
        "Make a failed payment payable again",
        "重新拨付",
    ),
)
