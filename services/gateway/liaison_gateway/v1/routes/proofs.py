"""Place in `/v1` what is for those who check: explanations, proofs, the ledger."""

from __future__ import annotations

from liaison_contracts import incentives
from liaison_gateway.v1.routes.route import Route

ROUTES = (
    Route("/awards/<award_code>/explanation", incentives.Explain, method="GET"),
    Route("/awards/<award_code>/proofs", incentives.ExportProof),
    Route("/ledger/verification", incentives.VerifyLedger, method="GET"),
)
