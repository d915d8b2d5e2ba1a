"""Say what incentives tells, is asked and answers: awards and payments (Articles 13 and 14)."""

from liaison_contracts.incentives.answers import *
from liaison_contracts.incentives.awards import *
from liaison_contracts.incentives.commands import *
from liaison_contracts.incentives.events import *
from liaison_contracts.incentives.payment_commands import *
from liaison_contracts.incentives.payments import *
