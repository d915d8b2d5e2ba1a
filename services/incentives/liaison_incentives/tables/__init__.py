"""Define the tables of incentives."""

from liaison_incentives.tables.awards import (
    Award,
    ChangeReport,
    ClaimedTalent,
    Dispute,
    FalsificationFinding,
    RecruitmentClaim,
    RevocationCase,
    SpendingReport,
    Station,
    StationGrade,
    Talent,
    YearClosed,
)
from liaison_incentives.tables.bank_statements import BankStatement, BankStatementLine
from liaison_incentives.tables.base import Base
from liaison_incentives.tables.funds import Budget
from liaison_incentives.tables.individual_decisions import (
    BoleCall,
    BoleDecision,
    BoleNomination,
    CaseByCaseDecision,
    SpecialEvent,
)
from liaison_incentives.tables.ledger import LedgerCheckpoint, LedgerEntry, LedgerHead
from liaison_incentives.tables.payments import (
    Batch,
    BatchItem,
    BatchSignature,
    HeardPayout,
    PayeeAccount,
    Payout,
    PayoutDay,
    SecondFactor,
    Settlement,
    UsedPassword,
)
from liaison_incentives.tables.remedies import AwardHold, Clawback

metadata = Base.metadata

__all__ = [
    "Award",
    "AwardHold",
    "BankStatement",
    "BankStatementLine",
    "Base",
    "Batch",
    "BatchItem",
    "BatchSignature",
    "BoleCall",
    "BoleDecision",
    "BoleNomination",
    "Budget",
    "CaseByCaseDecision",
    "ChangeReport",
    "ClaimedTalent",
    "Clawback",
    "Dispute",
    "FalsificationFinding",
    "HeardPayout",
    "LedgerCheckpoint",
    "LedgerEntry",
    "LedgerHead",
    "PayeeAccount",
    "Payout",
    "PayoutDay",
    "RecruitmentClaim",
    "RevocationCase",
    "SecondFactor",
    "Settlement",
    "SpecialEvent",
    "SpendingReport",
    "Station",
    "StationGrade",
    "Talent",
    "UsedPassword",
    "YearClosed",
    "metadata",
]
