"""Define assessment's events, commands and answers: duties and grades (Articles 11 and 12)."""

from liaison_contracts.assessment.answers import *  # noqa: F403
from liaison_contracts.assessment.calendar import *  # noqa: F403
from liaison_contracts.assessment.commands import *  # noqa: F403
from liaison_contracts.assessment.entries import *  # noqa: F403
from liaison_contracts.assessment.events import *  # noqa: F403
from liaison_contracts.assessment.evidence import *  # noqa: F403
from liaison_contracts.assessment.findings import *  # noqa: F403
from liaison_contracts.assessment.native_events import *  # noqa: F403
from liaison_contracts.assessment.natives import *  # noqa: F403
from liaison_contracts.assessment.tasks import *  # noqa: F403
from liaison_contracts.assessment.yearly_answers import *  # noqa: F403
from liaison_contracts.assessment.yearly_commands import *  # noqa: F403
from liaison_contracts.assessment.yearly_entries import *  # noqa: F403
from liaison_contracts.assessment.yearly_events import *  # noqa: F403
