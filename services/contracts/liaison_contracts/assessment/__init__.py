"""Say what assessment tells, is asked and answers: duties and grades (Articles 11 and 12)."""

from liaison_contracts.assessment.answers import *
from liaison_contracts.assessment.commands import *
from liaison_contracts.assessment.entries import *
from liaison_contracts.assessment.events import *
