"""Take the questions of those who check: explanations, proofs, the ledger."""

from __future__ import annotations

from typing import Any

from liaison_contracts import incentives
from liaison_incentives.usecases.awards import explanations
from liaison_incentives.usecases.proofs import bundle
from liaison_kit.service import Service, answers, tells


class Proofs(Service):
    """Give `Incentives` the entrypoints of those who check."""

    @tells(incentives.Explain)
    def explain(self, work: Any, body: incentives.Explain) -> Any:
        """Show how an award came to its amount."""
        return explanations.explain(work, body)

    @answers(incentives.ExportProof)
    def export_proof(self, work: Any, body: incentives.ExportProof) -> Any:
        """Give an award's proof."""
        return bundle.export(work, body)

    @tells(incentives.VerifyLedger)
    def verify_ledger(self, work: Any, body: incentives.VerifyLedger) -> Any:
        """Fold the ledger again."""
        return bundle.verify_ledger(work, body)
