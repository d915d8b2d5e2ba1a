"""Place in `/v1` what is for those who check: explanations, proofs, the ledger."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.routes.route import Route

ROUTES = (
    Route(
        "/awards/<award_code>/explanation",
        incentives.Explain,
        "Explain an amount",
        "说明金额依据",
        method="GET",
    ),
    Route(
        "/awards/<award_code>/proofs",
        incentives.ExportProof,
        "Get the proof of an amount, to be checked by anybody",
        "导出金额证明（可离线核验）",
    ),
    Route(
        "/ledger/verification",
        incentives.VerifyLedger,
        "Fold the ledger again and name every fault",
        "核验总账",
        method="GET",
    ),
)
