"""Define incentives' events, commands and answers: awards and payments (Articles 13 and 14)."""

from liaison_contracts.incentives.answers import *  # noqa: F403
from liaison_contracts.incentives.awards import *  # noqa: F403
from liaison_contracts.incentives.bank_statements.answers import *  # noqa: F403
from liaison_contracts.incentives.bank_statements.commands import *  # noqa: F403
from liaison_contracts.incentives.bank_statements.events import *  # noqa: F403
from liaison_contracts.incentives.bole import *  # noqa: F403
from liaison_contracts.incentives.case_by_case import *  # noqa: F403
from liaison_contracts.incentives.commands import *  # noqa: F403
from liaison_contracts.incentives.disputes import *  # noqa: F403
from liaison_contracts.incentives.events import *  # noqa: F403
from liaison_contracts.incentives.finance_commands import *  # noqa: F403
from liaison_contracts.incentives.funds import *  # noqa: F403
from liaison_contracts.incentives.payment_commands import *  # noqa: F403
from liaison_contracts.incentives.payments import *  # noqa: F403
from liaison_contracts.incentives.proofs import *  # noqa: F403
from liaison_contracts.incentives.remedies import *  # noqa: F403
from liaison_contracts.incentives.special_events import *  # noqa: F403
